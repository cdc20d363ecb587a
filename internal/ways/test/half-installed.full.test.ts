// An installation is not one step: a call may meet any file of ours missing, empty or half written. It must then be right
// or refused, never do nothing and say nothing.
import {
  chmodSync,
  cpSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { makeRepo, project, type Repo, run } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALLS, judge } from '../matrix/calls.ts';

const ours = ['rhachet', '@rhachet/runtime', '@rhachet/dispatcher', '@rhachet/cmd-run'];
const filesOf = (name: string): string[] =>
  readdirSync(join(project, 'node_modules', name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(md|ts)$|^LICENSE$/.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name).slice(join(project, 'node_modules/').length),
    );

const STATES = {
  missing: (path: string) => rmSync(path),
  empty: (path: string) => writeFileSync(path, ''),
  'half written': (path: string, whole: Buffer) =>
    writeFileSync(path, whole.subarray(0, whole.length / 2)),
};

/** Package managers write at least so much at a time: a smaller file is empty or whole. */
const PIECE_BYTES = 16_384;

/** What nobody of ours is there to see: to the kernel an empty bin is a script that does nothing. */
const isUnseen = (file: string, state: string): boolean =>
  (file === 'rhachet/bin/run' && state === 'empty') ||
  (state === 'half written' && statSync(join(project, 'node_modules', file)).size <= PIECE_BYTES);

/** Bun and Node say themselves that the first program they are given ends too early; their code is 1. */
const isFirst = (file: string): boolean => /\/dispatcher\.(bc|jit\.cjs)$/.test(file);

let repo: Repo;
beforeAll(() => {
  repo = makeRepo({
    '.agent/repo=.this/role=any/skills/args.sh': '#!/bin/sh\nprintf "<%s>" "$@"\n',
  });
  cpSync(join(project, 'node_modules'), repo.path('node_modules'), {
    recursive: true,
    verbatimSymlinks: true,
  });
});
afterAll(() => repo.remove());

const called = (line: string) => run(['sh', '-c', line], { cwd: repo.dir });

describe.each(ours.flatMap(filesOf))('%s', (file) => {
  const states = Object.entries(STATES).filter(([state]) => !isUnseen(file, state));

  it.each(states)('%s', async (state, change) => {
    const path = repo.path('node_modules', file);
    const whole = readFileSync(path);
    const { mode } = statSync(path);
    change(path, whole);
    try {
      for (const call of CALLS) {
        const result = await called(call.line);
        const { code, stdout, stderr } = result;
        const itself = isFirst(file) && state === 'half written' && stderr.includes('SyntaxError');
        const verdict = itself && code === 1 && stdout === '' ? 'refused' : judge(call, result);
        expect(verdict, JSON.stringify({ ...call, code, stdout, stderr })).toBeDefined();
      }
    } finally {
      writeFileSync(path, whole);
      chmodSync(path, mode);
    }
  });
});

it('whole again, every call is right', async () => {
  for (const call of CALLS) expect(judge(call, await called(call.line))).toBe('right');
});
