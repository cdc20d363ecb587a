// An index of many generated files: what is read when it is built, asked, and built again after one change.
import { appendFileSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { buildIndex } from '../src/index-file/build.ts';
import { mapOfIndex } from '../src/index-file/index-dir.ts';
import { DispatchMap } from '../src/model/dispatch-map.ts';
import { query } from '../src/resolve/query.ts';
import { writeGenerated } from './generated.ts';
import { reads } from './reads.ts';

/** What has just been written is read once more; these files are old. */
function age(dir: string): void {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) age(path);
    else utimesSync(path, 1e9, 1e9);
  }
}

function readDuring(work: () => void): string[] {
  reads.length = 0;
  work();
  return reads.filter((path) => path.endsWith('.jan'));
}

export function checkReads(families: number): void {
  const dir = mkdtempSync(join(tmpdir(), 'rhachet-scale-'));
  try {
    writeGenerated(dir, { families, overloads: 5 });
    age(dir);
    expect(readDuring(() => buildIndex(dir)).length).toBe(families + 1);
    const ask = (): number =>
      query(new DispatchMap(mapOfIndex(dir, dir)), { symbol: 'f7' }).family.length;
    expect(readDuring(() => expect(ask()).toBe(5))).toEqual([]);
    expect(readDuring(() => expect(buildIndex(dir).built.parsed).toBe(0))).toEqual([]);
    const changed = join(dir, 'd7/m7.jan');
    appendFileSync(changed, 'pub func f7() { }\n');
    utimesSync(changed, 1.1e9, 1.1e9);
    expect(readDuring(() => expect(ask()).toBe(6))).toEqual([changed]);
    expect(readDuring(() => buildIndex(dir))).toEqual([changed]);
    expect(readDuring(() => expect(ask()).toBe(6))).toEqual([]);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
