// What cmd-all offers: the commands that need no package of their own, and an answer to unknown words.
import { version } from '../package.json' with { type: 'json' };
import { defineCommand, definePackage } from '@rhachet/kit';
import { brainCommands } from './brain-commands.ts';
import { diagnose } from './doctor/doctor.ts';
import { showHelp } from './help.ts';
import { listEverything } from './list.ts';
import { showReadme } from './readme.ts';
import { printShellInit } from './shell-init.ts';
import { answerUnknown } from './unknown.ts';
import { showPath } from './which.ts';

const filters = {
  repo: { value: 'repo', complete: 'repo', help: 'only from this repo' },
  role: { short: 'r', value: 'role', complete: 'role', help: 'only from this role' },
} as const;

const help = defineCommand({
  name: 'help',
  summary: 'what rhachet can do, or how one command is used',
  words: [
    { name: 'command', help: 'a command, e.g. run', optional: true, complete: 'command' },
    { name: 'subcommand', help: 'its second word, e.g. list', optional: true, complete: 'command' },
  ],
  options: {},
  main: showHelp,
});

const list = defineCommand({
  name: 'list',
  summary: 'list the roles that are here with their skills and inits',
  options: filters,
  main: listEverything,
});

const which = defineCommand({
  name: 'which',
  summary: 'print the path that a skill’s or an init’s name leads to',
  words: [{ name: 'name', help: 'the skill, or with --init the init', complete: 'target' }],
  options: { ...filters, init: { help: 'look for an init' } },
  main: showPath,
});

const doctor = defineCommand({
  name: 'doctor',
  summary: 'say what is installed, which runtime runs and why, and what is wrong',
  options: { refresh: { help: 'write the index of skills and inits that plain calls use' } },
  main: diagnose,
});

const shellInit = defineCommand({
  name: 'shell-init',
  summary:
    'print shell functions that save a call the start of a shell: eval "$(rhachet shell-init bash)"',
  words: [{ name: 'shell', help: 'bash or zsh', complete: ['bash', 'zsh'] }],
  options: {},
  main: printShellInit,
});

/** Loaded when it is asked for: it brings what the other commands do without. */
const initialising = () =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#init') as typeof import('#init');

const init = defineCommand({
  name: 'init',
  summary: 'link roles of installed packages, and install their keys and hooks',
  options: {
    roles: {
      value: 'role',
      many: 'words',
      complete: 'role-change',
      separator: ',',
      help: 'link these roles; +role adds one, -role removes one',
    },
    keys: { help: 'write .agent/keyrack.yml with the keyracks of these roles' },
    hooks: { help: 'install the hooks of the linked roles into .claude/settings.json' },
    prep: { help: 'have package.json link these roles after every install' },
  },
  main: (call) => initialising().initialise(call),
});

const enroll = defineCommand({
  name: 'enroll',
  summary: 'start a coding agent with the hooks of these roles only; what follows is its own',
  words: [{ name: 'brain', help: 'claude or claude-code', complete: ['claude', 'claude-code'] }],
  options: {
    roles: {
      short: 'r',
      value: 'roles',
      complete: 'role',
      separator: ',',
      help: 'a,b: only these; -a: all but this one; +a: this one too',
    },
  },
  target: { options: ['roles'] },
  main: (call) => initialising().enroll(call),
});

/** Loaded when it is asked for: what a shell asks at each TAB, and nobody else. */
const completing = () =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#completion') as typeof import('#completion');

const completion = defineCommand({
  name: 'completion',
  summary: 'print what makes a shell complete our words: eval "$(rhachet completion bash)"',
  words: [{ name: 'shell', help: 'bash, zsh or fish', complete: ['bash', 'zsh', 'fish'] }],
  options: {},
  main: (call) => completing().printScript(call),
});

const completionWords = defineCommand({
  name: 'completion words',
  summary: 'what may stand at the end of a line: asked by the script of completion at each TAB',
  hidden: true,
  words: [{ name: 'command', help: 'the command of the line, as it was typed', optional: true }],
  options: {
    shell: { value: 'shell', complete: ['bash', 'zsh', 'fish'], help: 'who asks' },
    line: { value: 'text', complete: [], help: 'bash: the line up to the cursor' },
    replace: { value: 'text', complete: [], help: 'bash: what of the line is replaced' },
  },
  target: {},
  main: (call) => completing().completeWords(call),
});

const readme = defineCommand({
  name: 'readme',
  summary: 'show what a repo, a role or a skill says of itself',
  options: {
    ...filters,
    skill: { short: 's', value: 'skill', complete: 'skill', help: 'this skill' },
  },
  main: showReadme,
});

const authoring = () =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#repo') as typeof import('#repo');

const introspect = defineCommand({
  name: 'repo introspect',
  summary: 'write the rhachet.repo.yml of the role package that this is',
  options: {
    output: {
      short: 'o',
      value: 'path',
      complete: 'file',
      help: 'where to write it; - for stdout',
    },
  },
  main: (call) => authoring().introspect(call),
});

const compile = defineCommand({
  name: 'repo compile',
  summary: 'copy what the roles of this package consist of beside its compiled code',
  options: {
    from: { value: 'dir', complete: 'directory', help: 'where the roles are written, e.g. src' },
    into: { value: 'dir', complete: 'directory', help: 'where they are to be, e.g. dist' },
    include: {
      value: 'glob',
      many: 'words',
      complete: 'file',
      help: 'files that would be left out',
    },
    exclude: {
      value: 'glob',
      many: 'words',
      complete: 'file',
      help: 'files to leave out, whatever else is said',
    },
  },
  main: (call) => authoring().compile(call),
});

export default definePackage({
  contract: 1,
  package: '@rhachet/cmd-all',
  version,
  commands: [
    help,
    init,
    list,
    readme,
    which,
    doctor,
    shellInit,
    completion,
    completionWords,
    introspect,
    compile,
    ...brainCommands,
    enroll,
  ],
  unknown: answerUnknown,
});
