// What cmd-roles offers: roles list.
import { version } from '../package.json' with { type: 'json' };
import { defineCommand, definePackage } from '@rhachet/kit';
import { listRoles } from './list.ts';

const list = defineCommand({
  name: 'roles list',
  summary: 'list the roles that are here, and how much each holds',
  options: {
    repo: { value: 'repo', help: 'only from this repo' },
  },
  main: listRoles,
});

export default definePackage({
  contract: 1,
  package: '@rhachet/cmd-roles',
  version,
  word: 'roles',
  commands: [list],
});
