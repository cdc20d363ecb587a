// What takes thousands of calls.
import { expect, it } from 'vitest';
import { openBridge } from '../src/bridge/open-bridge.ts';
import { callOf } from './bridge-cases.ts';
import { CounterHost } from './counter-host.ts';

it('knows thousands of bodies', () => {
  const bridge = openBridge();
  const host = new CounterHost();
  const run = (n: number): string => bridge.run(callOf(`echo ${n}`), host).stdout;
  for (let n = 0; n < 5000; n++) expect(run(n)).toBe(`${n}\n`);
  expect(run(0)).toBe('0\n');
  bridge.close();
});
