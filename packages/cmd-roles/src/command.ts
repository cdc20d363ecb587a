// What cmd-roles offers: roles list, boot, cost, link, init.
import { version } from '../package.json' with { type: 'json' };
import { defineCommand, definePackage, type OptionTable } from '@rhachet/kit';
import { performTarget } from '@rhachet/target';
import { bootRoles } from './boot/boot.ts';
import { costOfRoles } from './cost/cost.ts';
import { listRoles } from './list.ts';
import { memory } from './memory.ts';
import { tables } from './tables.ts';

const list = defineCommand({
  name: 'roles list',
  summary: 'list the roles that are here, and how much each holds',
  options: {
    repo: { value: 'repo', complete: 'repo', help: 'only from this repo' },
    role: { short: 'r', value: 'role', complete: 'role', help: 'only roles of this name' },
  },
  main: listRoles,
});

const whichRoles = {
  role: {
    short: 'r',
    value: 'role[,role…]',
    complete: 'role',
    separator: ',',
    help: 'the roles, in the order of the output',
  },
  repo: {
    value: 'repo',
    complete: 'repo',
    help: 'the repo they are from, where several have such a role',
  },
  'if-present': { help: 'skip a role that is not there' },
} satisfies OptionTable;

const boot = defineCommand({
  name: 'roles boot',
  summary: 'print what a prompt is to know of a role: its readme, briefs and skills',
  options: {
    ...whichRoles,
    subject: {
      value: 'name[,name…]',
      complete: [],
      separator: ',',
      help: 'only these subjects of boot.yml, in this order',
    },
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

/** Loaded when it is asked for: reading manifests needs what the other commands do without. */
const linking = () =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#link') as typeof import('#link');

const packaged = {
  role: {
    short: 'r',
    value: 'role',
    complete: 'package-role',
    help: 'the role, as role or as repo/role',
  },
  repo: {
    value: 'repo',
    complete: 'package-repo',
    help: 'the repo it is from, where several have such a role',
  },
  config: {
    short: 'c',
    value: 'file',
    complete: 'file',
    help: 'take the roles from this file, as from rhachet.use.ts',
  },
} satisfies OptionTable;

const link = defineCommand({
  name: 'roles link',
  summary: 'link a role of an installed rhachet-roles-* package into .agent/',
  options: packaged,
  main: (call) => linking().linkRoles(call),
});

const init = defineCommand({
  name: 'roles init',
  summary: 'run the set-up commands that a role declares, or with --command one init',
  options: {
    ...packaged,
    command: {
      value: 'init',
      complete: 'init',
      help: 'run this init, as run --init does; what follows is its own',
    },
  },
  target: { options: ['command'], filters: ['repo', 'role'] },
  main: (call) => {
    const { command: slug, repo, role } = call.options;
    if (slug === undefined) return linking().initRole(call);
    return performTarget({ kind: 'init', slug, repo, role }, call, memory);
  },
});

export default definePackage({
  contract: 1,
  package: '@rhachet/cmd-roles',
  version,
  word: 'roles',
  commands: [list, boot, cost, link, init],
  tables,
});
