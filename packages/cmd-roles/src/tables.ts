// What `rhachet map` can ask: roles, as rhachet.roles.
import {
  decideRole,
  findRoles,
  locateAgentDir,
  type Role,
  roleSignature,
} from '@rhachet/agent-dir';
import type { Table, TableEntry } from '@rhachet/kit';

const rolesHere = (): Role[] => findRoles(locateAgentDir(process.cwd()));

const toEntry = (role: Role): TableEntry => ({
  symbol: role.role,
  args: { repo: role.repo },
  name: roleSignature(role),
  location: role.dir,
});

const roles: Table = {
  module: 'rhachet.roles',
  summary: 'the roles that are linked here, as roles boot finds them',
  parameters: [{ name: 'repo', help: 'the repo that it is from' }],
  entries: (name) =>
    rolesHere()
      .filter(({ role }) => name === undefined || role === name)
      .map(toEntry),
  decide: ({ symbol: role, args: { repo } }) => decideRole(rolesHere(), { role, repo }),
};

export const tables = (): Table[] => [roles];
