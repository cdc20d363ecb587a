// pnpm bench:map [rounds]: `map whatif` as a process of its own, from indexes of 10 to 10,000 families of 35 overloads,
// one family in a file; then questions within one process (packages/cmd-map/bench).
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareMany, formatTable } from '@rhachet/perf-harness';
import { bin } from './runtime.mjs';

const rounds = Number(process.argv[2] ?? 40);
const OVERLOADS = 35;

function write(dir, families) {
  for (let at = 0; at < families; at++) {
    const folder = join(dir, `d${at % 100}`);
    mkdirSync(folder, { recursive: true });
    const overloads = Array.from(
      { length: OVERLOADS },
      (_, type) => `pub func f${at}(x: T${type}, y: i32) -> i32 { }\n`,
    );
    const text = `module m${at};\nstruct S${at};\n${overloads.join('')}`;
    writeFileSync(join(folder, `m${at}.jan`), text);
  }
}

const root = mkdtempSync(join(tmpdir(), 'rhachet-bench-'));
try {
  const rows = [10, 1000, 10_000].map((families) => {
    const dir = join(root, String(families));
    write(dir, families);
    execFileSync(bin('rhachet'), ['map', 'index', dir]);
    const script = `cd ${dir} && exec ${bin('rhachet')} map whatif "f5(T3, i32)" --json`;
    return { name: `${families} families`, command: ['sh', '-c', script] };
  });
  const help = ['sh', '-c', `cd ${root} && exec ${bin('rhachet')} map whatif --help`];
  const table = await compareMany({
    rounds,
    cwd: root,
    baseline: 'map whatif --help',
    expect: { stdout: /./ },
    rows: [{ name: 'map whatif --help', command: help }, ...rows],
  });
  console.log(formatTable(table));
} finally {
  rmSync(root, { recursive: true, force: true });
}
