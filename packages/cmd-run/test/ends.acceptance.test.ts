// How a skill ends is how the call ends: codes, signals, terminals; and while it runs it is alone.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  bins,
  installedBin,
  makeRepo,
  openTerminal,
  type Repo,
  run,
  until,
} from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SKILLS = '.agent/repo=.this/role=any/skills';

describe.each(Object.entries(bins))('%s', (name, bin) => {
  let repo: Repo;

  beforeAll(() => {
    repo = makeRepo({
      [`${SKILLS}/exit.sh`]: '#!/bin/sh\nexit "$1"\n',
      [`${SKILLS}/die.sh`]: '#!/bin/sh\nkill -"$1" $$\nsleep 5\n',
      [`${SKILLS}/who.sh`]: '#!/bin/sh\necho "$$ $PPID"\n',
      [`${SKILLS}/pipe.sh`]: '#!/bin/bash\nyes | head -1\necho "${PIPESTATUS[0]}"\n',
      [`${SKILLS}/plain.sh`]: { text: 'echo "no line: $0 $1"\n', mode: 0o755 },
      [`${SKILLS}/bad-line`]: '#!/nowhere/interpreter\n',
      [`${SKILLS}/trap.sh`]:
        '#!/bin/bash\ntrap "echo INT; exit 3" INT\necho ready\nwhile :; do sleep 0.05; done\n',
      [`${SKILLS}/wait.sh`]:
        '#!/bin/bash\ntrap "echo TERM; exit 4" TERM\necho ready\nwhile :; do sleep 0.05; done\n',
      [`${SKILLS}/deaf.sh`]: '#!/bin/sh\ntrap "" INT\necho ready\nread -r line\necho "got $line"\n',
      [`${SKILLS}/ask.sh`]: '#!/bin/sh\nprintf "name? "; read -r name; echo "hello $name"\n',
    });
  });
  afterAll(() => repo.remove());

  const call = (words: string[]) => run([...bin, ...words], { cwd: repo.dir });

  it.each([0, 1, 2, 7, 127, 255])('exit %i', async (code) => {
    expect(await call(['--skill', 'exit', String(code)])).toMatchObject({
      code,
      stdout: '',
      stderr: '',
    });
  });

  it.each([
    ['TERM', 143],
    ['INT', 130],
    ['KILL', 137],
    ['HUP', 129],
    ['PIPE', 141],
  ])('death by SIG%s', async (signal, code) => {
    expect(await call(['--skill', 'die', signal])).toMatchObject({ code });
  });

  it('becomes the skill: same process, no parent of ours', async () => {
    // Node can only hand over descriptors from 3 up to a child; a CI machine may have left some open.
    const script =
      'for fd in /dev/fd/*; do fd=${fd##*/}; ((fd > 2)) && eval "exec $fd>&-"; done; exec "$@"';
    const command = ['-c', script, 'bash', ...bin, '--skill', 'who'];
    const child = spawn('bash', command, { cwd: repo.dir });
    let printed = '';
    child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
    await new Promise((resolve) => child.on('close', resolve));
    const [pid, parent] = printed.trim().split(' ').map(Number);
    // Node 20 has no execve: there a parent stays, as the README says.
    if (name === 'run.jit' && !('execve' in process)) expect(parent).toBe(child.pid);
    else expect({ pid, parent }).toEqual({ pid: child.pid, parent: process.pid });
  });

  it('leaves SIGPIPE as in a direct call', async () => {
    expect(await call(['--skill', 'pipe'])).toMatchObject({ stdout: 'y\n141\n', stderr: '' });
  });

  it('runs a script without #! line with sh', async () => {
    const { stdout, code } = await call(['--skill', 'plain', 'x']);
    expect({ stdout, code }).toEqual({
      stdout: `no line: ${repo.path(SKILLS)}/plain.sh x\n`,
      code: 0,
    });
  });

  it('says so when the interpreter is missing', async () => {
    const { stderr, code } = await call(['--skill', 'bad-line']);
    expect(code).toBe(126);
    expect(stderr).toContain('bad-line: ENOENT');
    expect(stderr).toContain('hint: the interpreter that its #! line names is not there');
  });

  it('a SIGTERM to the call reaches the skill', async () => {
    const [file = '', ...args] = bin;
    const child = spawn(file, [...args, '--skill', 'wait'], { cwd: repo.dir });
    let printed = '';
    child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
    const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
    await until(() => printed.includes('ready'), 'ready');
    child.kill('SIGTERM');
    expect(await closed).toBe(4);
    expect(printed).toBe('ready\nTERM\n');
  });

  it('in a terminal: Ctrl-C reaches the skill once, and the terminal is as before', async () => {
    const script = 'stty -g; "$@" --skill trap; echo "code $?"; stty -g; echo done';
    const terminal = openTerminal(['bash', '-c', script, 'bash', ...bin], { cwd: repo.dir });
    await terminal.waitFor('ready');
    terminal.type('\u0003');
    await terminal.waitFor('done');
    await terminal.ended;
    const lines = terminal.screen().split('\r\n');
    expect(lines.filter((line) => line.endsWith('INT'))).toHaveLength(1);
    expect(terminal.screen()).toContain('code 3');
    expect(lines[0]).toBe(lines[lines.indexOf('done') - 1]);
  });

  it('in a terminal: a skill that ignores Ctrl-C is not ended by it, as under a shell', async () => {
    const terminal = openTerminal([...bin, '--skill', 'deaf'], { cwd: repo.dir });
    await terminal.waitFor('ready');
    terminal.type('\u0003');
    await terminal.waitFor('^C');
    terminal.type('\u0003');
    await terminal.waitFor('^C^C');
    terminal.type('line\r');
    await terminal.waitFor('got line');
    expect(await terminal.ended).toBe(0);
  });

  it('in a terminal: the skill is named, and can ask', async () => {
    const terminal = openTerminal([...bin, '--skill', 'ask'], { cwd: repo.dir });
    await terminal.waitFor('name? ');
    terminal.type('ann\r');
    await terminal.waitFor('hello ann');
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain('🪨 run solid skill repo=.this/role=any/skill=ask');
  });
});

it('the bytecode is what runs: Bun says so for the dispatcher and for cmd-run', async () => {
  const repo = makeRepo({ [`${SKILLS}/true.sh`]: '#!/bin/sh\n' });
  // Named, so that the launcher does not ask for its index to be written, which is a bundle of its own.
  const env = { BUN_JSC_verboseDiskCache: '1', RHACHET_ENGINE: 'bun' };
  const { stderr } = await run([installedBin('rhachet'), 'run', '--skill', 'true'], {
    cwd: repo.dir,
    env,
  });
  expect(stderr.match(/Cache hit for sourceCode/g)).toHaveLength(2);
  expect(readFileSync(repo.path(`${SKILLS}/true.sh`), 'utf8')).toBe('#!/bin/sh\n');
  repo.remove();
});
