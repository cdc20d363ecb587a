// What is to run in our place, and the words for what can go wrong with it.
import { expect, it } from 'vitest';
import { cannotExecute, envBlock, type Program, throughShell } from './program.ts';

const program: Program = {
  file: '/a b/it',
  args: ['-c', '', 'x y'],
  env: { A: '1' },
  keep: { fds: [3], nofile: '1 2' },
};

it('through the shell: the file becomes the first word, nothing else changes', () => {
  const before = structuredClone(program);
  expect(throughShell(program)).toEqual({
    ...program,
    file: '/bin/sh',
    args: ['/a b/it', '-c', '', 'x y'],
  });
  expect(program).toEqual(before);
});

it.each([
  ['EACCES', 'it, its interpreter or a directory above it may not be executed by this user'],
  ['ENOENT', 'the interpreter that its #! line names is not there'],
  ['E2BIG', 'the arguments and the environment are too large together: pass the data on stdin'],
  ['ETXTBSY', 'it is being written at this moment: try again'],
  ['EPERM', undefined],
])('%s: found, but refused by the kernel', (code, hint) => {
  const cause = new Error('deep');
  const failure = cannotExecute('/it', code, cause);
  const { name, message, exit, hint: told } = failure;
  expect({ name, message, exit, told }).toEqual({
    name: 'RhachetFailure',
    message: `cannot execute /it: ${code}`,
    exit: 126,
    told: hint,
  });
  expect([failure.code, failure.cause]).toEqual([code, cause]);
});

it('the environment as the kernel wants it', () => {
  expect(envBlock({ A: '1', B: '', C: undefined, D: 'x=y\n', 'a.b': '2' })).toEqual([
    'A=1',
    'B=',
    'D=x=y\n',
    'a.b=2',
  ]);
  expect(envBlock({})).toEqual([]);
});
