// pnpm bench:services [rounds]: a dispatch to a mock as a process of its own, beside `run` through the runtime.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareMany, formatTable } from '@rhachet/perf-harness';
import { makeRepository } from './repository.mjs';
import { bin, packageBin } from './runtime.mjs';

const rounds = Number(process.argv[2] ?? 60);

const service = (name) =>
  `      ${name}: { endpoint: "http://127.0.0.1:9/${name}", description: ${name} of words }\n`;
const rule = (at) => `  - { pattern: "word${at} phrase", org: FND, service: s${at % 10} }\n`;
const REGISTRY = [
  'orgs:\n  FND:\n    services:\n',
  ...Array.from({ length: 39 }, (_, at) => service(`s${at}`)),
  'rules:\n',
  ...Array.from({ length: 30 }, (_, at) => rule(at)),
].join('');

const cwd = makeRepository({ skills: 10, roles: 1 });
try {
  mkdirSync(join(cwd, 'routes'));
  writeFileSync(join(cwd, 'routes/registry.yaml'), REGISTRY);
  const dispatcher = bin('dispatcher');
  const byRule = [dispatcher, 'dispatch', 'the word7 phrase', '--mock', '-q'];
  // The first call compiles the registry.
  execFileSync(dispatcher, byRule.slice(1), { cwd });
  const table = await compareMany({
    rounds,
    cwd,
    baseline: 'run',
    expect: { stdout: /./ },
    rows: [
      { name: 'run', command: [packageBin('rhachet/bin/run.bun'), 'run', '--skill', 'hi'] },
      { name: 'dispatch --mock', command: byRule },
      {
        name: 'dispatch, words decide',
        command: [dispatcher, 'dispatch', 'something about s17', '--mock', '-q'],
      },
      {
        name: 'dispatch --explain',
        command: [dispatcher, 'dispatch', 'the word7 phrase', '--explain'],
      },
      { name: 'routes', command: [dispatcher, 'routes'] },
    ],
  });
  console.log(`\n39 services, 30 rules; "run" is through the runtime\n\n${formatTable(table)}`);
  const [run, mock] = table.rows.map(({ medianMs }) => medianMs);
  console.log(`\ndispatch --mock takes ${(mock - run).toFixed(1)} ms more than run (at most 5)`);
} finally {
  rmSync(cwd, { recursive: true });
}
