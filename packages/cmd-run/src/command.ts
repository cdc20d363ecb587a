// What cmd-run offers: run, run list, rhx.
import { version } from '../package.json' with { type: 'json' };
import { defineCommand, definePackage, type OptionTable } from '@rhachet/kit';
import { listTargets } from './list.ts';
import { answerWord } from './rhx-words.ts';
import { runNamed, runShort } from './run.ts';
import { tables } from './tables.ts';

const filters = {
  repo: { value: 'repo', complete: 'repo', help: 'only from this repo' },
  role: { short: 'r', value: 'role', complete: 'role', help: 'only from this role' },
} satisfies OptionTable;

const behaviour = {
  explain: { help: 'say what would run and why; run nothing' },
  verbose: { help: 'name the target on stderr first (always done on a terminal)' },
  required: {
    help: 'every failure of rhachet itself exits with 2, which blocks an agent’s action',
  },
} satisfies OptionTable;

const list = defineCommand({
  name: 'run list',
  summary: 'list the skills that can be run',
  words: [
    {
      name: 'pattern',
      help: 'part of a name, or a pattern with * ? [ ]',
      optional: true,
      complete: 'skill',
    },
  ],
  options: {
    ...filters,
    all: { help: 'all skills of a role, not only the first ten' },
  },
  main: listTargets,
});

const run = defineCommand({
  name: 'run',
  summary: 'run a skill or an init of a role',
  options: {
    skill: {
      short: 's',
      value: 'skill',
      complete: 'skill',
      help: 'the skill to run; what follows is its own',
    },
    init: {
      short: 'i',
      value: 'init',
      many: true,
      complete: 'init',
      help: 'the init to run, or several at once; what follows the last goes to each',
    },
    ...filters,
    ...behaviour,
  },
  target: { options: ['skill', 'init'], filters: ['repo', 'role'] },
  main: runNamed,
});

const rhx = defineCommand({
  name: 'rhx',
  summary: 'run a skill by its name alone; rhachet’s own options go in front of the name',
  words: [{ name: 'skill', help: 'the skill to run; what follows is its own', complete: 'skill' }],
  options: { ...filters, ...behaviour },
  target: {},
  main: (call) => answerWord(definition, call) ?? runShort(call),
});

const definition = definePackage({
  contract: 1,
  package: '@rhachet/cmd-run',
  version,
  word: 'run',
  commands: [run, list, rhx],
  tables,
});

export default definition;
