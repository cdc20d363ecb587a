// Patterns of bash, against bash.
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { matchesGlob, replaceGlob, withoutPrefix, withoutSuffix } from './glob.ts';

const SCRIPT = `shopt -u extglob patsub_replacement 2>/dev/null
while (($#)); do
  t=$1 p=$2; shift 2
  [[ $t == $p ]] && m=true || m=false
  printf '%s\\0' "$m" "\${t##$p}" "\${t#$p}" "\${t%%$p}" "\${t%$p}" "\${t/$p/_}" "\${t//$p/_}"
done`;

const PIECES = [
  'a',
  'b',
  'c',
  '*',
  '?',
  '[ab]',
  '[!a]',
  '[a-c]',
  '[]x]',
  '[[:punct:]]',
  '[![:alpha:].]',
  '[\\]a]',
  '\\*',
  '.',
  '-',
  ']',
];
const LETTERS = ['a', 'b', 'c', '*', '.', '-', ']', 'x'];

let seed = 11;
const below = (limit: number): number => (seed = (seed * 48_271) % 2_147_483_647) % limit;
const some = (from: readonly string[], most: number): string =>
  Array.from({ length: below(most + 1) }, () => from[below(from.length)]).join('');

it('matches, trims and replaces as bash does', () => {
  const cases = Array.from({ length: 1500 }, () => [some(LETTERS, 7), some(PIECES, 4)] as const);
  const printed = execFileSync('bash', ['-c', SCRIPT, 'bash', ...cases.flat()], {
    env: { ...process.env, LC_ALL: 'C' },
    encoding: 'utf8',
  }).split('\0');
  for (const [index, [text, pattern]] of cases.entries()) {
    const ours = [
      String(matchesGlob(text, pattern)),
      withoutPrefix(text, pattern, 'longest'),
      withoutPrefix(text, pattern, 'shortest'),
      withoutSuffix(text, pattern, 'longest'),
      withoutSuffix(text, pattern, 'shortest'),
      replaceGlob(text, pattern, { by: '_', all: false }),
      replaceGlob(text, pattern, { by: '_', all: true }),
    ];
    const theirs = printed.slice(index * 7, index * 7 + 7);
    expect({ text, pattern, results: ours }).toEqual({ text, pattern, results: theirs });
  }
});
