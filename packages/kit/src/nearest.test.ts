// "Did you mean": who is close, in which order, and how many.
import { expect, it } from 'vitest';
import { nearest } from './nearest.ts';

it.each<[word: string, names: string[], close: string[], most?: number]>([
  ['run', ['run', 'roles', 'list'], ['run']],
  ['rn', ['run', 'roles'], ['run']],
  ['RUN', ['run'], ['run']],
  ['run', ['RUN'], ['RUN']],
  // nearest first, names of one distance by alphabet, each once
  ['helo', ['help', 'hallo', 'hello', 'hello'], ['hello', 'help', 'hallo']],
  ['ab', ['b', 'a'], ['a', 'b']],
  // within two edits for a short word, within half of the length of a long one
  ['ab', ['xyab', 'xyzab'], ['xyab']],
  ['abcdefgh', ['abcd', 'abc'], ['abcd']],
  ['abcde', ['ab', 'a'], ['ab']],
  // a part of a name, if it has three letters or more
  ['set', ['git.branch.rebase.set', 'zebra'], ['git.branch.rebase.set']],
  ['GIT', ['x.git.y.z.long'], ['x.git.y.z.long']],
  ['se', ['git.branch.rebase.set'], []],
  // as many as asked for: three without a number
  ['aa', ['a1', 'a2', 'a3', 'a4'], ['a1', 'a2', 'a3']],
  ['aa', ['a1', 'a2', 'a3', 'a4'], ['a1'], 1],
  ['aa', ['a1', 'a2'], ['a1', 'a2'], 5],
  ['', ['a', 'abc'], ['a']],
  ['x', [], []],
])('%j among %j: %j', (...[word, names, close, most]) => {
  expect(nearest(word, names, most)).toEqual(close);
});
