// Random words through the packed program: what the skill prints must be what a direct call prints.
import { installedBin, makeRepo, run } from '@rhachet/testing';
import { expect, it } from 'vitest';

const PIECES = [
  'a',
  ' ',
  '',
  '*',
  '?',
  '$HOME',
  '`',
  '"',
  "'",
  '\\',
  '\n',
  '\t',
  '--',
  '-',
  '--json',
  '--skill',
  '--role',
  '-r',
  '-h',
  '=',
  'é',
  '🪨',
  '%s',
  '\u0001',
  '~',
  '{a,b}',
  '!',
  '#',
  '&',
  ';',
  '|',
  '<',
  '>',
];

/** mulberry32: a small generator with a seed, so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

it('2,000 random calls', async () => {
  const seed = Date.now() % 2 ** 31;
  const next = random(seed);
  const pick = (most: number): number => Math.floor(next() * most);
  const file = '.agent/repo=.this/role=any/skills/args.sh';
  const repo = makeRepo({
    [file]: '#!/bin/sh\nfor word in "$@"; do printf "<%s>" "$word"; done\n',
  });
  const word = (): string =>
    Array.from({ length: pick(4) }, () => PIECES[pick(PIECES.length)]).join('');
  for (let at = 0; at < 2000; at += 1) {
    const words = ['first', ...Array.from({ length: pick(6) }, word)];
    const through = await run([installedBin('rhachet'), 'run', '--skill', 'args', ...words], {
      cwd: repo.dir,
    });
    const direct = await run([repo.path(file), ...words], { cwd: repo.dir });
    expect(through, `seed ${seed}, call ${at}: ${JSON.stringify(words)}`).toEqual(direct);
  }
  repo.remove();
});
