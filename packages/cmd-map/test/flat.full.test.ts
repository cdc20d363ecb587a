// A question about one family costs the same among ten families and among ten thousand.
import { expect, it } from 'vitest';
import { whatIf } from '../src/resolve/answers.ts';
import type { DispatchMap } from '../src/model/dispatch-map.ts';
import { callOf } from '../src/benchmark/project.ts';
import { generatedMap } from './generated.ts';

const ASKED = 10;
const ROUNDS = 41;
const QUESTIONS = 200;

const median = (of: number[]): number => of.sort((a, b) => a - b)[of.length >> 1] ?? 0;

it('10,000 families of 35 overloads within 1.5 x of 10', () => {
  const maps = [10, 10_000].map((families) => ({
    families,
    map: generatedMap({ families, overloads: 35 }),
    times: [] as number[],
  }));
  const ask = (map: DispatchMap, families: number, round: number): void => {
    const step = families / ASKED;
    for (let at = 0; at < QUESTIONS; at++)
      whatIf(map, { call: callOf((at % ASKED) * step, (at + round) % 8) });
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const { map, families, times } of round % 2 === 0 ? maps : maps.toReversed()) {
      const started = performance.now();
      ask(map, families, round);
      times.push(performance.now() - started);
    }
  }
  const [few = 1, many = 0] = maps.map(({ times }) => median(times));
  console.log(
    `${((few / QUESTIONS) * 1000).toFixed(1)} us among 10 families, ${((many / QUESTIONS) * 1000).toFixed(1)} us among 10,000: ${(many / few).toFixed(2)} x`,
  );
  expect(many / few).toBeLessThan(1.5);
});
