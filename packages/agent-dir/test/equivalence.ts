// Runs the fixture in the real Bun, whose view of the file system is the one that counts.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as build from '@rhachet/build';

interface Seen {
  hits: number;
  left: number;
  faults: string[];
}

/** Changes and calls `steps` times. The seed is printed: give it back in RHACHET_SEED to see the same again. */
export function changeAndCall(steps: number): Seen {
  const seed = process.env.RHACHET_SEED ?? String(Math.floor(Math.random() * 2 ** 31));
  const fixture = join(import.meta.dirname, 'equivalence.fixture.ts');
  const plainCall = join(import.meta.dirname, '../../runtime/bin/plain-call.sh');
  const words = ['--conditions=@rhachet/source', fixture, plainCall, String(steps), seed];
  const text = execFileSync(build.bunPath(), words, { encoding: 'utf8' });
  console.log(`equivalence: seed ${seed}: ${text.trim().slice(0, 2_000)}`);
  return JSON.parse(text) as Seen;
}
