// What a hook's command becomes in settings.json: no npx, which costs 250 ms, and a check that cannot start must block.
import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findRoles, findTargets, type Target } from '@rhachet/agent-dir';
import { shellQuote } from '@rhachet/kit';
import type { DeclaredHooks } from './declared.ts';

const BIN = '"$CLAUDE_PROJECT_DIR"/node_modules/.bin/';

/** `npx rhachet`, `npx -y rhx`, `rhachet`, `./node_modules/.bin/rhx`, in front of a command. */
const OURS =
  /^(?:npx\s+(?:(?:-y|--yes|--no|--no-install)\s+)*|(?:\.\/)?node_modules\/\.bin\/)?(rhachet|rhx)(?=\s|$)/;

const INIT_COMMAND = /^roles\s+init((?:\s+(?:--repo|--role|-r)(?:\s+|=)\S+)*)\s+--command(?=[\s=])/;

/** An init that guards something must block when it cannot start. What stands behind its name is its own. */
function withRequired(words: string): string {
  const named = /\s(?:--init(?=[\s=])|-i)/.exec(words);
  if (!words.startsWith('run ') || !named) return words;
  const front = words.slice(0, named.index);
  const isDone = /\s(?:--required|--skill|-s)(?=[\s=]|$)/.test(front);
  return isDone ? words : words.replace('run', 'run --required');
}

const quoted = (word: string): string => (/^[\w./:=@%+,-]+$/.test(word) ? word : shellQuote(word));

/** A call of rhachet itself, through the project's own bin; `undefined` where it is none. */
function ownCall(command: string): string | undefined {
  const [found, bin] = OURS.exec(command) ?? [];
  if (found === undefined || bin === undefined) return undefined;
  const words = command.slice(found.length).trimStart();
  const run = bin === 'rhachet' ? withRequired(words.replace(INIT_COMMAND, 'run$1 --init')) : words;
  return `${BIN}${bin}${run === '' ? '' : ` ${run}`}`;
}

const realPath = (path: string): string | undefined => {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
};

/** The init of the role that a word names: by its slug, or by a path in the package or in the project. */
function initNamed(
  word: string,
  { repo, role, dir }: DeclaredHooks,
  root: string,
): Target | undefined {
  const inits = findTargets(findRoles(join(root, '.agent'), { repo, role }), 'init');
  const paths = [resolve(dir, word), resolve(root, word)].map(realPath);
  return inits.find(
    ({ slug, path }) =>
      slug === word || paths.some((one) => one !== undefined && one === realPath(path)),
  );
}

/** The command as it is installed; one that is neither a call of rhachet nor an init of the role stays as it is. */
export function installedCommand(command: string, role: DeclaredHooks, root: string): string {
  const own = ownCall(command.trim());
  if (own !== undefined) return own;
  const [, word = '', rest = ''] = /^(\S+)(.*)$/s.exec(command.trim()) ?? [];
  const init = initNamed(word, role, root);
  if (!init) return command;
  const filters = `--repo ${quoted(role.repo)} --role ${quoted(role.role)}`;
  return `${BIN}rhachet run --required ${filters} --init ${quoted(init.slug)}${rest}`;
}
