// pnpm bench:boot: what booting a large role costs beside a small one, and ten roles in one call beside ten calls.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compareMany, formatTable } from '@rhachet/perf-harness';
import { bin } from './runtime.mjs';

const rounds = Number(process.argv[2] ?? 60);
const rhachet = bin('rhachet');
const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'rhachet-bench-')));
const ten = Array.from({ length: 10 }, (_, at) => `role-${at}`);

function write(path, text) {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), text);
}

function writeRole(name, { briefs, skills }) {
  const dir = `.agent/repo=.this/role=${name}`;
  write(`${dir}/readme.md`, '# a role\n');
  for (let at = 0; at < briefs; at += 1) {
    const text = `# rule ${at}\n${'Do it this way, and not in another.\n'.repeat(17)}`;
    write(
      `${dir}/briefs/practices/topic-${at % 26}/${at % 2 ? 'code' : 'lang'}/rule.${at}.md`,
      text,
    );
  }
  for (let at = 0; at < skills; at += 1) {
    const text = `#!/bin/sh\n${'# .what = somebody needs it\n'.repeat(12)}${'echo working\n'.repeat(60)}`;
    write(`${dir}/skills/group-${at % 22}/skill-${at}.sh`, text);
  }
  return dir;
}

const boot = (...roles) => [rhachet, 'roles', 'boot', '--role', roles.join(',')];

async function compare(title, baseline, rows) {
  const expect = { stdout: /./s };
  const table = await compareMany({ baseline, rounds, cwd, expect, rows });
  console.log(`${title}\n${formatTable(table)}\n`);
  return (name) => table.rows.find((row) => row.name === name).overhead.ratio.toFixed(2);
}

try {
  mkdirSync(join(cwd, '.git'));
  const small = writeRole('small', { briefs: 1, skills: 1 });
  writeRole('large', { briefs: 258, skills: 88 });
  writeRole('curated', { briefs: 258, skills: 88 });
  write(
    '.agent/repo=.this/role=curated/boot.yml',
    'briefs: { say: ["briefs/**/lang/*.md"] }\nskills: { say: [] }\n',
  );
  for (const name of ten) writeRole(name, { briefs: 1, skills: 1 });

  const size = await compare('One role: 3 files, and 258 briefs with 88 skills', 'small', [
    { name: 'small', command: boot('small') },
    { name: 'large', command: boot('large') },
    { name: 'large, curated by boot.yml', command: boot('curated') },
    { name: 'cat of the small one', command: ['sh', '-c', `find ${small} -type f -exec cat {} +`] },
    { name: 'rhachet roles boot --help', command: [rhachet, 'roles', 'boot', '--help'] },
  ]);
  const each = ten.map((role) => `'${rhachet}' roles boot --role ${role}`).join('; ');
  const many = await compare('Ten roles', 'ten calls', [
    { name: 'ten calls', command: ['sh', '-c', each] },
    { name: 'one call', command: boot(...ten) },
  ]);
  console.log(`a large role: ${size('large')} x a small one (at most 1.6)`);
  console.log(`ten roles in one call: ${many('one call')} x ten calls (at most 0.4)`);
} finally {
  rmSync(cwd, { recursive: true });
}
