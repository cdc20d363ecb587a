// roles boot: what a prompt is given of one or several roles, printed only once all of it is known to be right.
import {
  decideRole,
  findAgentDir,
  findRoles,
  locateAgentDir,
  requireRole,
  type Role,
} from '@rhachet/agent-dir';
import { type BootYml, type Loaded, loadRole, render } from '@rhachet/agent-dir/boot';
import { type Call, mark, type Outcome, usage } from '@rhachet/kit';
import { dataOf } from './data.ts';
import { explainData, explainText } from './explain.ts';

/** What `boot` and `cost` share. */
export interface RoleOptions {
  role?: string;
  repo?: string;
  'if-present'?: true;
}

export interface BootOptions extends RoleOptions {
  subject?: string;
  explain?: true;
}

/** One line for each role that is not there, with --if-present. */
export const SKIPPED = '🫧 role not present, skipped\n';

const split = (list: string): string[] => list.split(',').map((word) => word.trim());

/** The names of `--role`. Throws a `Failure` (exit 64) where there is none. */
export function roleNames({ role = '' }: RoleOptions): string[] {
  const names = split(role).filter((name) => name !== '');
  if (names.length === 0)
    throw usage(
      '--role is required (e.g., --role mechanic)',
      'rhachet roles list shows which there are',
    );
  return names;
}

/** The roles that are asked for, in that order; `undefined` for one that is absent, with --if-present. */
export function rolesAsked(options: RoleOptions): { name: string; role: Role | undefined }[] {
  const names = roleNames(options);
  const ifPresent = options['if-present'] === true;
  const cwd = process.cwd();
  const agentDir = ifPresent ? findAgentDir(cwd) : locateAgentDir(cwd);
  const roles = agentDir === undefined ? [] : findRoles(agentDir);
  return names.map((name) => {
    const query = { role: name, repo: options.repo };
    const absent = ifPresent && decideRole(roles, query).status === 'no_match';
    return { name, role: absent ? undefined : requireRole(roles, query) };
  });
}

function textOf(loaded: Loaded, options: BootOptions): string {
  return options.explain ? explainText(loaded) : render(loaded, options['if-present'] === true);
}

/** A bundle of its own, in which the YAML library is: Bun takes an `import()` of a .bc for one of a data file. */
const bootYml = (): BootYml =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#boot-yml') as typeof import('#boot-yml');

export function bootRoles(call: Pick<Call, 'json'> & { options: BootOptions }): Outcome {
  const { subject } = call.options;
  const subjects = subject === undefined ? undefined : split(subject);
  const loaded = rolesAsked(call.options).map(({ name, role }) => ({
    name,
    found: role && loadRole(role, { subjects, bootYml }),
  }));
  mark('roles.loaded');
  const { json, options } = call;
  if (!json) {
    return {
      print: loaded.map(({ found }) => (found ? textOf(found, options) : SKIPPED)).join(''),
    };
  }
  const data = options.explain ? explainData : dataOf;
  const roles = loaded.map(({ name, found }) =>
    found ? data(found) : { role: name, present: false },
  );
  return { print: `${JSON.stringify({ roles })}\n` };
}
