// What a warm question costs, by candidates and by families, and how fast files are indexed. Absolute times: for a reader.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIndex } from '../src/index-file/build.ts';
import type { DispatchMap } from '../src/model/dispatch-map.ts';
import { whatIf } from '../src/resolve/answers.ts';
import { callOf } from '../src/benchmark/project.ts';
import { generatedMap, writeGenerated } from '../test/generated.ts';

const FAMILIES = 100;
const QUESTIONS = 20_000;
const FILES = 10_000;

/** Microseconds of single questions to families in turn. */
function latencies(map: DispatchMap, families: number): number[] {
  for (let at = 0; at < 8 * families; at++) whatIf(map, { call: callOf(at % families, at % 8) });
  const times = Array.from({ length: QUESTIONS }, (_, at) => {
    const call = callOf((at * 7919) % families, at % 8);
    const started = performance.now();
    whatIf(map, { call });
    return (performance.now() - started) * 1000;
  });
  return times.sort((a, b) => a - b);
}

const share = (sorted: number[], part: number): string =>
  (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(1);

function row(name: string, times: number[]): void {
  console.log(`  ${name.padEnd(34)} p50 ${share(times, 0.5)} us, p95 ${share(times, 0.95)} us`);
}

console.log(`what-if, warm, ${FAMILIES} families`);
for (const overloads of [8, 64]) {
  const times = latencies(generatedMap({ families: FAMILIES, overloads }), FAMILIES);
  row(`${overloads} candidates (aim ${overloads === 8 ? '150 us' : '1 ms'})`, times);
}

console.log('what-if, warm, 35 candidates, all families in turn');
for (const families of [10, 1000]) {
  row(`${families} families`, latencies(generatedMap({ families, overloads: 35 }), families));
}

const dir = mkdtempSync(join(tmpdir(), 'rhachet-bench-'));
try {
  const bytes = writeGenerated(dir, { families: FILES, overloads: 10 });
  for (const what of ['index, everything read', 'index again, nothing changed']) {
    const started = performance.now();
    const { built } = buildIndex(dir);
    const seconds = (performance.now() - started) / 1000;
    const each = `${Math.round(built.files / seconds)} files/s, ${(bytes / seconds / 1e6).toFixed(1)} MB/s`;
    console.log(`${what}: ${built.files} files in ${seconds.toFixed(2)} s, ${each}`);
  }
} finally {
  rmSync(dir, { recursive: true, force: true });
}
