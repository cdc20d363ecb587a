import { expect, it } from 'vitest';

import { readStrace } from './strace.ts';

const names = (text: string) =>
  readStrace(text).map(({ name, pid, startMs, durationMs, detail }) =>
    [name, pid, Math.round(startMs), Math.round(durationMs), detail].join(' ').trim(),
  );

it('reads an exec chain with a subshell, a pipe and failed look-ups', () => {
  const report = `
10 100.000 execve("/tmp/chain.sh", ["/tmp/chain.sh"], 0x7ff /* 35 vars */) = 0
10 100.010 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD, child_tidptr=0x7f) = 11
11 100.011 execve("/usr/bin/cat", ["cat"], 0x55 /* 35 vars */) = 0
11 100.020 exit_group(0)   = ?
11 100.021 +++ exited with 0 +++
10 100.022 --- SIGCHLD {si_signo=SIGCHLD} ---
10 100.023 execve("/a/nice", ["nice", "true"], 0x55 /* 35 vars */) = -1 ENOENT (No such file or directory)
10 100.024 execve("/b/nice", ["nice", "true"], 0x55 /* 35 vars */) = -1 EACCES (Permission denied)
10 100.025 execve("/usr/bin/nice", ["nice", "true"], 0x55 /* 35 vars */) = 0
10 100.030 execve("/bin/true", ["true"], 0x7ff /* 35 vars */) = 0
10 100.036 +++ exited with 0 +++
`;
  expect(names(report)).toEqual([
    'chain.sh 10 0 25 2 failed execve',
    '(fork of chain.sh) 11 10 1',
    'cat 11 11 10',
    'nice 10 25 5',
    'true 10 30 6',
  ]);
});

it('joins interrupted calls, leaves out threads, and knows a child that speaks before its parent', () => {
  const report = `
20 5.000 execve("/usr/bin/node", ["node", "-e", "a ) = 0 \\"x\\""], 0x7f /* 3 vars */) = 0
20 5.001 clone3({flags=CLONE_VM|CLONE_THREAD|CLONE_SIGHAND, exit_signal=0}, 88) = 21
20 5.002 vfork( <unfinished ...>
22 5.003 execve("/usr/bin/git", ["git"], 0x7f /* 3 vars */ <unfinished ...>
20 5.004 <... vfork resumed>) = 22
22 5.005 <... execve resumed>) = 0
22 5.015 +++ killed by SIGKILL +++
21 5.016 +++ exited with 0 +++
20 5.020 +++ exited with 0 +++
`;
  expect(names(report)).toEqual(['node 20 0 20', '(fork of node) 22 3 2', 'git 22 5 10']);
});

it('reads nothing out of a text that strace did not write', () => {
  expect(readStrace('')).toEqual([]);
  expect(
    readStrace('12 abc execve(\n\0\n+++ exited\n9 9.9 <... execve resumed>) = 0 <x'),
  ).toHaveLength(1);
});
