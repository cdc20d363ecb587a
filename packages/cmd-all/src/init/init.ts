// init: roles, then keys, hooks and prepare, each as asked for.
import { findProject, type Project } from '@rhachet/agent-dir/link';
import { type Call, type Chunk, EXIT, type Outcome, usage } from '@rhachet/kit';
import { applyHooks, type HooksResult } from './hooks/apply.ts';
import { type KeysResult, keysText, writeKeys } from './keys.ts';
import { linkedIn, nameOf } from './linked.ts';
import { type PrepareResult, prepareText, writePrepare } from './prepare.ts';
import { readRoleWords, type RoleWords } from './role-words.ts';
import { type RolesResult, setRoles } from './set-roles.ts';
import { usageText } from './usage.ts';

interface Options {
  roles?: string[];
  keys?: true;
  hooks?: true;
  prep?: true;
}

interface Results {
  roles?: RolesResult;
  keys?: KeysResult;
  hooks?: HooksResult;
  prepare?: PrepareResult;
}

interface Asked {
  project: Project;
  options: Options;
  words: RoleWords | undefined;
}

/** The script names the roles as they were given; after a change, those that are linked now. */
const toPrepare = (words: RoleWords, { agentRoot }: Project): string[] =>
  words.mode === 'absolute' ? words.roles : linkedIn(agentRoot).map(nameOf);

async function* steps({ project, options, words }: Asked): AsyncGenerator<string, Results> {
  const results: Results = {};
  if (words) {
    results.roles = yield* setRoles(project, words);
    const { roles, removed } = results.roles;
    if (options.keys) {
      results.keys = writeKeys(project, roles, removed);
      yield keysText(results.keys);
    }
  }
  if (options.hooks) results.hooks = yield* applyHooks(project);
  if (words && options.prep) {
    const hooks = options.hooks === true;
    results.prepare = writePrepare(project, { roles: toPrepare(words, project), hooks });
    yield prepareText(results.prepare);
  }
  return results;
}

const exitOf = ({ roles, hooks }: Results): number =>
  (roles?.problems.length ?? 0) + (hooks?.errors.length ?? 0) > 0 ? EXIT.badConfig : EXIT.ok;

/** With `json` only the results are printed, when all is done. */
async function* chunks(asked: Asked, json: boolean): AsyncGenerator<Chunk, number> {
  const encoder = new TextEncoder();
  const toOut = (text: string): Chunk => ({ to: 'out', bytes: encoder.encode(text) });
  const running = steps(asked);
  let next = await running.next();
  for (; !next.done; next = await running.next()) if (!json) yield toOut(next.value);
  if (json) yield toOut(`${JSON.stringify(next.value)}\n`);
  return exitOf(next.value);
}

function check({ roles, keys, prep }: Options): void {
  if (roles) return;
  if (keys)
    throw usage('--keys requires --roles to specify which role keyracks to extend', EXAMPLE);
  if (prep) throw usage('--prep requires --roles: they are what it writes down', EXAMPLE);
}

const EXAMPLE = 'e.g. rhachet init --keys --prep --roles mechanic';

export async function initialise({
  options,
  json,
}: Pick<Call, 'json'> & { options: Options }): Promise<Outcome> {
  const project = findProject(process.cwd());
  check(options);
  if (options.roles === undefined && !options.hooks) return { print: await usageText(project) };
  const words = options.roles && readRoleWords(options.roles);
  return { stream: chunks({ project, options, words }, json) };
}
