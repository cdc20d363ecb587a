// enroll: starts a coding agent with the hooks of some of the roles, for one session; settings.json stays as it is.
import { createHash } from 'node:crypto';
import { accessSync, constants, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { locateAgentDir } from '@rhachet/agent-dir';
import { type Call, EXIT, Failure, nearest, type Outcome, usage } from '@rhachet/kit';
import { become } from '@rhachet/launch';
import { authorsIn, prune, readEvents, withEvents } from '../init/hooks/settings.ts';
import { type Named, rolesIn } from '../init/linked.ts';
import { type JsonObject, readJsonFile } from '../json-file.ts';
import { replaceFile } from '../write-file.ts';
import { enrolledOf } from './enrolled.ts';

/** The program of each brain. */
const PROGRAMS: Record<string, string> = { claude: 'claude', 'claude-code': 'claude' };

type EnrollCall = Pick<Call, 'launch' | 'rest' | 'words'> & { options: { roles?: string } };

function programOf(brain: string): string {
  if (Object.hasOwn(PROGRAMS, brain)) return PROGRAMS[brain] ?? '';
  const names = Object.keys(PROGRAMS);
  const [close] = nearest(brain, names, 1);
  const meant = close === undefined ? '' : `did you mean "${close}"? `;
  throw usage(`brain "${brain}" is not supported`, `${meant}there are: ${names.join(', ')}`);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function findProgram(name: string): string {
  const dirs = (process.env.PATH ?? '').split(':').filter((dir) => dir.startsWith('/'));
  const found = dirs.map((dir) => join(dir, name)).find(isProgram);
  if (found !== undefined) return found;
  throw new Failure(`there is no program "${name}"`, {
    code: 'NO_PROGRAM',
    exit: EXIT.notFound,
    hint: 'install it, or put its directory on PATH',
  });
}

/** `--roles -a +b` unquoted: the second change would go to the agent, which does not know it. */
function checkRest(spec: string, [next = '']: string[], roles: Named[]): void {
  const name = next.slice(1);
  const isRole = roles.some(({ role, repo }) => role === name || `${repo}/${role}` === name);
  if (!next.startsWith('+') && !(next.startsWith('-') && isRole)) return;
  throw usage(
    `"${next}" behind --roles ${spec} would go to the agent`,
    `write the changes as one word: --roles ${spec},${next} or --roles "${spec} ${next}"`,
  );
}

const authorOf = ({ repo, role }: Named): string => `repo=${repo}/role=${role}`;

/** The settings with the hooks of these roles; those that belong to no role stay. */
function settingsFor(root: string, enrolled: Named[]): JsonObject {
  const file = readJsonFile(join(root, '.claude/settings.json'));
  const events = readEvents(file.path, file.value);
  const authors = new Set(enrolled.map(authorOf));
  for (const author of authorsIn(events)) if (!authors.has(author)) prune(events, author);
  return withEvents(file.value, events);
}

function writeSettings(root: string, enrolled: Named[]): string {
  const key = JSON.stringify(enrolled.map(authorOf));
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 8);
  const path = join(root, `.claude/settings.enroll.${hash}.local.json`);
  replaceFile(path, `${JSON.stringify(settingsFor(root, enrolled), null, 2)}\n`);
  return path;
}

const noRoles = (root: string): Failure =>
  new Failure('no roles are linked', {
    code: 'NO_ROLES',
    exit: EXIT.notFound,
    hint: `rhachet init --roles links those of installed packages; looked in ${root}/.agent`,
  });

/** Becomes the agent. Throws a `Failure`: 64 for a wrong call, 78 for settings that are wrong, 127 for what is not there. */
export function enroll({ words, rest, options, launch }: EnrollCall): Outcome {
  const program = programOf(words[0] ?? '');
  const { roles: spec } = options;
  if (spec === undefined)
    throw usage('--roles is required', 'e.g. rhachet enroll claude --roles -driver,+architect');
  const root = dirname(locateAgentDir(process.cwd()));
  const roles = rolesIn(root);
  if (roles.length === 0) throw noRoles(root);
  checkRest(spec, rest, roles);
  const enrolled = enrolledOf(spec, roles);
  const file = findProgram(program);
  const settings = writeSettings(root, enrolled);
  const args = ['--setting-sources', 'local', '--settings', settings, ...rest];
  return { become: (last) => become({ file, args, env: process.env, keep: launch.keep, last }) };
}
