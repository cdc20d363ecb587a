// TAB in the real shells, interactive, in a terminal; and that it is quick, silent and runs nothing.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PackageManifest } from '@rhachet/kit';
import { assertGate } from '@rhachet/perf-harness';
import {
  hasTool,
  installedBin,
  makeProject,
  openTerminal,
  project,
  type Repo,
  run,
  until,
} from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const bin = dirname(installedBin('rhachet'));
const rhachet = installedBin('rhachet');
const skills = (repo: string, role: string): string => `.agent/repo=${repo}/role=${role}/skills`;
/** Each skill would leave a mark. */
const SKILL = '#!/bin/sh\n# Says: hello.\ntouch "$(dirname "$0")/../../../../RAN"\n';

const MANIFEST = {
  contract: 1,
  package: 'rhachet-cmd-paint',
  version: '1.0.0',
  commands: [
    {
      name: 'paint',
      summary: 'paint it',
      usage: 'paint',
      words: [
        { name: 'colour', help: 'a colour', optional: false, complete: ['crimson', 'cobalt'] },
      ],
      options: [
        { name: 'brush', value: 'size', complete: ['thin', 'thick'], help: 'which\nbrush' },
      ],
    },
  ],
};

const ROLES = `slug: acme
roles:
  - slug: mechanic
    purpose: mends
  - slug: designer
`;

let repo: Repo;
let home: string;
beforeAll(() => {
  repo = makeProject(
    {
      'rhachet-cmd-paint': { 'dist/command.json': JSON.stringify(MANIFEST) },
      'rhachet-cmd-broken': { 'dist/command.json': '{' },
      'rhachet-roles-acme': { 'rhachet.repo.yml': ROLES, 'index.js': 'throw new Error("loaded")' },
    },
    {
      [`${skills('.this', 'any')}/say-hello.sh`]: SKILL,
      [`${skills('.this', 'any')}/my skill.sh`]: SKILL,
      [`${skills('.this', 'any')}/it's$5`]: SKILL,
      [`${skills('.this', 'any')}/ns:colon`]: SKILL,
      [`${skills('acme', 'guard')}/only-here`]: SKILL,
      '.agent/repo=acme/role=guard/inits/claude.hooks/check.sh': SKILL,
      'rhachet.use.ts': 'throw new Error("loaded")',
      'filea.txt': '',
      'dir-a/x': '',
    },
  );
  symlinkSync(project, repo.path('program'));
  home = mkdtempSync(join(tmpdir(), 'rhachet-home-'));
});
afterAll(() => {
  expect(existsSync(repo.path('RAN'))).toBe(false);
  repo.remove();
  rmSync(home, { recursive: true });
});

/** What is typed, and the line after TAB. */
type Case = [string, string];

const EVERYWHERE: Case[] = [
  ['rhachet rol', 'rhachet roles '],
  ['rhachet roles b', 'rhachet roles boot '],
  ['rhachet run --s', 'rhachet run --skill '],
  ['rhachet run --skill sa', 'rhachet run --skill say-hello '],
  ['rhachet run --skill=sa', 'rhachet run --skill=say-hello '],
  ['rhachet run --repo acme --skill ', 'rhachet run --repo acme --skill only-here '],
  ['rhachet run --init claude', 'rhachet run --init claude.hooks/check '],
  ['rhachet run --skill only-here --repo ', 'rhachet run --skill only-here --repo acme '],
  ['rhachet roles boot --role any,gu', 'rhachet roles boot --role any,guard '],
  ['rhachet roles boot --role=any,gu', 'rhachet roles boot --role=any,guard '],
  ['rhachet run -rgu', 'rhachet run -rguard '],
  ['rhachet init --roles +me', 'rhachet init --roles +mechanic '],
  ['rhachet init --roles +mechanic,+d', 'rhachet init --roles +mechanic,+designer '],
  ['rhachet completion b', 'rhachet completion bash '],
  ['rhachet help rol', 'rhachet help roles '],
  ['rhachet help roles b', 'rhachet help roles boot '],
  ['rhx sa', 'rhx say-hello '],
  ['rhx my', 'rhx my\\ skill '],
  ['rhx "my s', 'rhx "my skill" '],
  ['rhx it', "rhx it\\'s\\$5 "],
  ['rhx ns:co', 'rhx ns:colon '],
  ['rhx say-hello fi', 'rhx say-hello filea.txt '],
  ['rhachet run --skill say-hello fi', 'rhachet run --skill say-hello filea.txt '],
  ['rhachet repo introspect --output=fi', 'rhachet repo introspect --output=filea.txt '],
  ['rhachet repo compile --from d', 'rhachet repo compile --from dir-a/'],
  ['rhachet pa', 'rhachet paint '],
  ['rhachet paint cr', 'rhachet paint crimson '],
  ['rhachet paint --brush thin', 'rhachet paint --brush thin '],
  ['cmd-run --s', 'cmd-run --skill '],
  ['cmd-roles co', 'cmd-roles cost '],
  ['./program/node_modules/.bin/rhachet rol', './program/node_modules/.bin/rhachet roles '],
  ['./program/node_modules/.bin/rhx sa', './program/node_modules/.bin/rhx say-hello '],
  ['rhachet zzz', 'rhachet zzz'],
];

interface Shell {
  command: string[];
  /** Typed once, with the paths of the script and of the file into which CTRL-G is to write the line. */
  setUp: (script: string, out: string) => string;
  cases: Case[];
}

/** The prompt, which the typed words do not hold. */
const PROMPT = 'READY>';

const bashKeys = (out: string): string =>
  `bind 'set bell-style none'; bind -x '"\\C-g": printf %s "$READLINE_LINE" >${out}~; mv ${out}~ ${out}'; PS1=REA''DY'>'`;
const zshKeys = (out: string): string =>
  `unsetopt beep; dump() { print -rn -- "$BUFFER" >${out}~; mv ${out}~ ${out} }; zle -N dump; bindkey '^G' dump; bindkey '^U' kill-whole-line; PROMPT=REA''DY'>'`;
const fishKeys = (out: string): string =>
  `bind \\cg 'commandline | string collect >${out}~; mv ${out}~ ${out}'; bind \\cu 'commandline ""'; function fish_prompt; echo -n REA''DY'>'; end`;

const SHELLS: Record<string, Shell> = {
  bash: {
    command: ['bash', '--noprofile', '--norc', '-i'],
    setUp: (path, out) => `set -u; . ${path}; ${bashKeys(out)}`,
    cases: [
      ["rhx 'it", `rhx 'it'\\''s$5' `],
      ['true; rhachet rol', 'true; rhachet roles '],
      ['rhachet doctor > fi', 'rhachet doctor > filea.txt '],
    ],
  },
  // The script comes before compinit, and waits for it.
  zsh: {
    command: ['zsh', '-f', '-i'],
    setUp: (path, out) => `. ${path}; autoload -Uz compinit; compinit -u -D; ${zshKeys(out)}`,
    cases: [["rhx 'it", `rhx 'it'\\''s$5' `]],
  },
  fish: {
    command: ['fish', '--no-config'],
    setUp: (path, out) => `source ${path}; ${fishKeys(out)}`,
    cases: [["rhx 'it", `rhx 'it\\'s$5' `]],
  },
};

/** A shell in a terminal that is ready for a line. */
async function openShell({ command, setUp }: Omit<Shell, 'cases'>, script: string) {
  const out = join(home, 'line');
  const set = [
    `HOME=${home}`,
    `PATH=${bin}:${process.env.PATH ?? ''}`,
    'TERM=xterm',
    'INPUTRC=/dev/null',
  ];
  const unset = ['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'ZDOTDIR'].flatMap((name) => ['-u', name]);
  const terminal = openTerminal(['env', ...unset, ...set, ...command], { cwd: repo.dir });
  terminal.type(` ${setUp(script, out)}\r`);
  await terminal.waitFor(PROMPT);
  return {
    terminal,
    /** The line after TAB. */
    complete: async (typed: string): Promise<string> => {
      rmSync(out, { force: true });
      terminal.type(`${typed}\t\x07`);
      await until(
        () => existsSync(out),
        `the line after ${typed} in ${terminal.screen().slice(-500)}`,
      );
      terminal.type('\x15');
      return readFileSync(out, 'utf8');
    },
    close: async (): Promise<void> => {
      let ended = false;
      void terminal.ended.then(() => (ended = true));
      terminal.type('\x15exit\r');
      await until(
        () => ended,
        `the end of the shell in ${JSON.stringify(terminal.screen().slice(-500))}`,
      );
    },
  };
}

async function writeScript(shell: string, path = join(home, `script.${shell}`)): Promise<string> {
  const { code, stdout } = await run([rhachet, 'completion', shell], { cwd: repo.dir });
  expect(code).toBe(0);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, stdout);
  return path;
}

const titled = (title: string, shell: string): string =>
  hasTool(shell) ? title : `${title} (${shell} is not installed)`;

async function expectLines(
  shell: Awaited<ReturnType<typeof openShell>>,
  cases: Case[],
): Promise<void> {
  const lines: Case[] = [];
  for (const [typed] of cases) lines.push([typed, await shell.complete(typed)]);
  expect(lines).toEqual(cases);
  // What we say of an error must never land in the prompt.
  expect(shell.terminal.screen()).not.toMatch(/hint:|error|not found|unbound/i);
  await shell.close();
}

describe.each(Object.entries(SHELLS))('%s', (name, shell) => {
  it.skipIf(!hasTool(name))(titled('completes words at every level', name), async () => {
    await expectLines(await openShell(shell, await writeScript(name)), [
      ...EVERYWHERE,
      ...shell.cases,
    ]);
  });

  it.skipIf(!hasTool(name))(titled('lists what there is', name), async () => {
    const { terminal, close } = await openShell(shell, await writeScript(name));
    // bash lists at the second TAB, and without what is said of each.
    terminal.type('rhachet run --skill \t\t');
    await terminal.waitFor('only-here');
    if (name !== 'bash') await terminal.waitFor('Says: hello.');
    await close();
  });

  it.skipIf(!hasTool(name))(titled('the script is sound', name), async () => {
    const path = await writeScript(name);
    expect(await run([name, '-n', path], { cwd: home })).toMatchObject({ code: 0, stderr: '' });
  });
});

it.skipIf(!hasTool('bash'))(
  titled('a bash without compopt, as that of macOS', 'bash'),
  async () => {
    const { command, setUp } = SHELLS.bash!;
    const old = {
      command,
      setUp: (path: string, out: string) => `enable -n compopt; ${setUp(path, out)}`,
    };
    await expectLines(await openShell(old, await writeScript('bash')), [
      ['rhachet roles b', 'rhachet roles boot '],
      ['rhx my', 'rhx my\\ skill '],
      ['rhachet run --skill=sa', 'rhachet run --skill=say-hello '],
      ['rhx say-hello fi', 'rhx say-hello filea.txt '],
      ['rhachet zzz', 'rhachet zzz'],
    ]);
  },
);

it.skipIf(!hasTool('shellcheck'))(
  titled('shellcheck finds nothing in the script for bash', 'shellcheck'),
  async () => {
    const path = await writeScript('bash');
    expect(await run(['shellcheck', '--norc', '--shell=bash', path], { cwd: home })).toMatchObject({
      code: 0,
      stdout: '',
    });
    // bash 3.2 knows none of these.
    expect(readFileSync(path, 'utf8')).not.toMatch(
      /mapfile|readarray|declare -A|local -A|\$\{\w+(,,|\^\^)|\|&|&>>|\+=/,
    );
  },
);

const FILES: Case[] = [
  ['rhachet roles b', 'rhachet roles boot '],
  ['rhx sa', 'rhx say-hello '],
];

it.skipIf(!hasTool('zsh'))(titled('zsh: as a file of fpath', 'zsh'), async () => {
  await writeScript('zsh', join(home, 'site/_rhachet'));
  const { command } = SHELLS.zsh!;
  const setUp = (_: string, out: string): string =>
    `fpath=(~/site $fpath); autoload -Uz compinit; compinit -u -D; ${zshKeys(out)}`;
  await expectLines(await openShell({ command, setUp }, ''), FILES);
});

it.skipIf(!hasTool('fish'))(
  titled('fish: as files of ~/.config/fish/completions', 'fish'),
  async () => {
    const path = await writeScript('fish', join(home, '.config/fish/completions/rhachet.fish'));
    symlinkSync('rhachet.fish', join(dirname(path), 'rhx.fish'));
    await expectLines(
      await openShell({ command: ['fish'], setUp: (_, out) => fishKeys(out) }, ''),
      FILES,
    );
  },
);

const LAZY = '/usr/share/bash-completion/bash_completion';

it.skipIf(!existsSync(LAZY))(
  `bash: as files that bash-completion loads${existsSync(LAZY) ? '' : ' (bash-completion is not installed)'}`,
  async () => {
    const path = await writeScript(
      'bash',
      join(home, '.local/share/bash-completion/completions/rhachet'),
    );
    symlinkSync('rhachet', join(dirname(path), 'rhx'));
    const { command } = SHELLS.bash!;
    const setUp = (_: string, out: string): string => `. ${LAZY}; ${bashKeys(out)}`;
    await expectLines(await openShell({ command, setUp }, ''), FILES);
  },
);

const ask = (program: string, ...words: string[]) =>
  run([program, 'completion', 'words', '--shell', 'fish', '--', 'rhachet', ...words], {
    cwd: repo.dir,
  });

const PACKAGES = ['cmd-run', 'cmd-roles', 'cmd-services', 'cmd-map', 'cmd-objects', 'cmd-all'];

const firstColumn = (stdout: string): string[] =>
  stdout
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t')[0] ?? '');

it('every command and every option of every command.json is offered', async () => {
  const top = firstColumn((await ask(rhachet, '')).stdout);
  for (const name of PACKAGES) {
    const file = join(project, 'node_modules/@rhachet', name, 'dist/command.json');
    const { commands } = JSON.parse(readFileSync(file, 'utf8')) as PackageManifest;
    for (const { name: command, hidden, options } of commands) {
      const words = command.split(' ');
      const { code, stdout } = await ask(rhachet, ...words, '--');
      expect(code).toBe(0);
      expect(firstColumn(stdout), command).toEqual(options.map((option) => `--${option.name}`));
      if (!hidden) expect(top).toContain(words[0]);
    }
  }
});

it('an option that takes a value says what it is, or that it is a file', () => {
  for (const name of PACKAGES) {
    const file = join(project, 'node_modules/@rhachet', name, 'dist/command.json');
    const { commands } = JSON.parse(readFileSync(file, 'utf8')) as PackageManifest;
    for (const { name: command, options, words } of commands) {
      const silent = [...options.filter(({ value }) => value !== undefined), ...words].filter(
        ({ complete }) => complete === undefined,
      );
      expect(silent.map((one) => `${command} ${one.name}`)).toEqual(
        command === 'completion words' ? ['completion words command'] : [],
      );
    }
  }
});

it('on Node it answers the same', async () => {
  const jit = join(project, 'node_modules/rhachet/bin/run.jit');
  for (const words of [[''], ['run', '--skill', ''], ['init', '--roles', '+'], ['paint', '--']])
    expect(await ask(jit, ...words)).toEqual(await ask(rhachet, ...words));
});

it('the form of an answer', async () => {
  const words = async (shell: string, ...more: string[]): Promise<string> =>
    (await run([rhachet, 'completion', 'words', '--shell', shell, ...more], { cwd: repo.dir }))
      .stdout;
  expect(await words('bash', '--line', 'rhx "my', '--replace', 'my')).toBe('words\nmy skill\n');
  expect(await words('bash', '--line', 'rhachet paint --brush=', '--replace', '')).toBe(
    'words\nthin\nthick\n',
  );
  expect(await words('zsh', '--', 'rhx', 'ns')).toContain('\nns\\:colon:Says: hello.\n');
  expect(await words('zsh', '--', 'rhachet', 'paint', '--brush=t')).toBe(
    'words\t*=\nthin:\nthick:\n',
  );
  expect(await words('fish', '--', 'rhachet', 'paint', '--brush=t')).toBe(
    'words\n--brush=thin\t\n--brush=thick\t\n',
  );
  expect(await words('fish', '--', 'rhachet', 'paint', '-')).toBe('words\n--brush\twhich brush\n');
  expect(await words('fish', '--', 'rhachet', 'paint', 'crimson', '-x', 'x')).toBe(
    'words\n--brush\twhich brush\n',
  );
  expect(await words('zsh', '--', 'rhx', 'say-hello', '')).toBe('files\t\n');
});

it('whatever is broken here, our own words are completed', async () => {
  repo.write({ 'sub/package.json': '{', 'sub/.agent': 'a file' });
  const answer = await run(
    [rhachet, 'completion', 'words', '--shell', 'fish', '--', 'rhachet', 'run', '--s'],
    {
      cwd: repo.path('sub'),
    },
  );
  expect(answer).toMatchObject({ code: 0, stderr: '' });
  expect(firstColumn(answer.stdout)).toContain('--skill');
});

it('wrong use: 64, nothing on stdout; help says nothing of the protocol', async () => {
  for (const words of [
    ['completion'],
    ['completion', 'csh'],
    ['completion', 'words'],
    ['completion', 'words', '--shell', 'csh'],
  ])
    expect(await run([rhachet, ...words], { cwd: repo.dir })).toMatchObject({
      code: 64,
      stdout: '',
    });
  const { stdout } = await run([rhachet, 'help'], { cwd: home });
  expect(stdout).toContain('\n  completion  ');
  expect(stdout).not.toContain('completion words');
});

it('the gate: what a TAB costs', async () => {
  const command = [
    rhachet,
    'completion',
    'words',
    '--shell',
    'zsh',
    '--',
    'rhachet',
    'run',
    '--skill',
    'sa',
  ];
  const { stdout } = await run(command, { cwd: repo.dir });
  expect(stdout).toContain('say-hello');
  writeFileSync(join(home, 'answer'), stdout);
  await assertGate({
    name: 'TAB behind rhachet run --skill',
    command,
    direct: ['cat', join(home, 'answer')],
    budgetMs: 100,
    runs: 30,
    cwd: repo.dir,
  });
});
