// 10,000 rules and 10,000 services cost a decision about what 100 cost it.
import { run } from '@rhachet/testing';
import { expect, test } from 'vitest';
import { lintRegistry } from '../src/registry/lint.ts';
import { ENGINES } from './engines.ts';

interface Measured {
  /** Milliseconds of a decision. */
  few: number;
  many: number;
  compileSeconds: number;
  goals: string[][];
}

test.each(ENGINES)('on $name a decision of 10,000 is within 2 x of one of 100', async (engine) => {
  const { stdout } = await run(engine.words('flat-program.ts'), { cwd: '/' });
  const { few, many, compileSeconds, goals } = JSON.parse(stdout) as Measured;
  const ratio = many / few;
  console.log(
    `${engine.name}: ${few.toFixed(3)} ms of 100, ${many.toFixed(3)} ms of 10,000: ${ratio.toFixed(2)} x; compiled in ${compileSeconds.toFixed(1)} s`,
  );
  const numbers = goals.map((names) => names.map((name) => name.replace(/\D+/, '')));
  expect(numbers).toEqual([
    ['42', '57'],
    ['42', '57'],
  ]);
  expect(ratio).toBeLessThan(2);
});

test('10,000 rules are checked without comparing each with each', () => {
  const rules = Array.from(
    { length: 10_000 },
    (_, at) => `  - { org: A, pattern: "word${at} phrase" }\n`,
  );
  const head = 'orgs: { A: { services: { b: { endpoint: "http://h/" } } } }\n';
  const text = `${head}rules:\n${rules.join('')}`;
  expect(lintRegistry(text, { source: 'r.yaml', hash: 'h' })).toEqual([]);
});
