// What a method in bash costs, beside `bash -c` in the same run: `bun bench/bridge.ts`, or any loader on Node.
import { spawnSync } from 'node:child_process';
import { openBridge } from '../src/bridge/open-bridge.ts';
import { callOf } from '../test/bridge-cases.ts';
import { CounterHost } from '../test/counter-host.ts';

const bridge = openBridge();
const host = new CounterHost();
const run = (text: string) => () => void bridge.run(callOf(text), host);
const WAYS: Record<string, () => void> = {
  'bash -c :': () => void spawnSync('bash', ['-c', ':']),
  'a body that does nothing': run(':'),
  'a body that prints': run('echo hi'),
  'one message from a body': run('@ -v x self echo: 1'),
  'v=$(:)': run('v=$(:)'),
  'v=$(@ self echo: 1)': run('v=$(@ self echo: 1)'),
};
const ROUNDS = 15;
const TIMES = 50;
const median = (all: number[]): number => all.sort((a, b) => a - b)[all.length >> 1] ?? NaN;

const times = new Map(Object.keys(WAYS).map((name) => [name, [] as number[]]));
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, way] of Object.entries(WAYS)) {
    const count = name === 'bash -c :' ? TIMES / 10 : TIMES;
    const start = performance.now();
    for (let i = 0; i < count; i++) way();
    times.get(name)?.push(((performance.now() - start) / count) * 1000);
  }
}
const [base, least] = [median, (all: number[]) => Math.min(...all)].map((of) =>
  of(times.get('bash -c :') ?? []),
);
for (const [name, all] of times) {
  const [us, best] = [median(all), Math.min(...all)];
  const ratios = `1/${((base ?? 0) / us).toFixed(1)}, best 1/${((least ?? 0) / best).toFixed(1)} of bash -c`;
  console.log(
    `${name.padEnd(28)} ${us.toFixed(1).padStart(8)} us, best ${best.toFixed(1).padStart(8)} us   ${ratios}`,
  );
}
bridge.close();
