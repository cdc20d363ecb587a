// What cmd-roles offers: roles list, boot, cost.
import { version } from '../package.json' with { type: 'json' };
import { defineCommand, definePackage, type OptionTable } from '@rhachet/kit';
import { bootRoles } from './boot/boot.ts';
import { costOfRoles } from './cost/cost.ts';
import { listRoles } from './list.ts';

const list = defineCommand({
  name: 'roles list',
  summary: 'list the roles that are here, and how much each holds',
  options: {
    repo: { value: 'repo', help: 'only from this repo' },
    role: { short: 'r', value: 'role', help: 'only roles of this name' },
  },
  main: listRoles,
});

const whichRoles = {
  role: { short: 'r', value: 'role[,role…]', help: 'the roles, in the order of the output' },
  repo: { value: 'repo', help: 'the repo they are from, where several have such a role' },
  'if-present': { help: 'skip a role that is not there' },
} satisfies OptionTable;

const boot = defineCommand({
  name: 'roles boot',
  summary: 'print what a prompt is to know of a role: its readme, briefs and skills',
  options: {
    ...whichRoles,
    subject: { value: 'name[,name…]', help: 'only these subjects of boot.yml, in this order' },
    explain: { help: 'say for each file why it is said, referenced or left out; print none' },
  },
  main: bootRoles,
});

const cost = defineCommand({
  name: 'roles cost',
  summary: 'show what the files of a role cost in tokens',
  options: whichRoles,
  main: costOfRoles,
});

export default definePackage({
  contract: 1,
  package: '@rhachet/cmd-roles',
  version,
  word: 'roles',
  commands: [list, boot, cost],
});
