// Which names an index can answer: those that one file alone bears, and whether a shell can start that file.
import { findRoles } from '../roles.ts';
import { findTargets, type Target, type TargetKind } from '../targets.ts';

export interface Entry {
  target: Target;
  /** The program of the `#!` line; `undefined`: only the runtime can start it. */
  interpreter: string | undefined;
  /** When the file was changed, in milliseconds since the epoch. */
  changedMs: number;
}

/** Names that a shell can compare and keep in a path without thinking; any other is left to the runtime. */
const PLAIN = /^[\w@+=:,./-]+$/;
const NOT_PLAIN = /^[-/]|\.\.|\/\//;

/** What a quoted literal can hold; `\uFFFD`: the name has bytes that are no text. */
// eslint-disable-next-line no-control-regex -- control characters are what it is about
const UNQUOTABLE = /[\u0000-\u001f\u007f\uFFFD]/;

export const isQuotable = (text: string): boolean => !UNQUOTABLE.test(text);

const isPlain = ({ slug, repo, role, path }: Target): boolean =>
  PLAIN.test(slug) && !NOT_PLAIN.test(slug) && [repo, role, path].every(isQuotable);

/** As the kernel reads it. Relative ones depend on the caller's directory. */
const INTERPRETER = /^#![ \t]*(\/[^\s]+)[ \t\n]/;
const HEAD = 256;

function firstBytes(path: string): string {
  const fs = process.getBuiltinModule('node:fs');
  const fd = fs.openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(HEAD);
    return bytes.toString('latin1', 0, fs.readSync(fd, bytes, 0, HEAD, 0));
  } finally {
    fs.closeSync(fd);
  }
}

/** The absolute path of the program that a script's first line names, if it is there. */
function interpreterOf(path: string): string | undefined {
  const fs = process.getBuiltinModule('node:fs');
  try {
    const [, interpreter] = INTERPRETER.exec(firstBytes(path)) ?? [];
    if (interpreter === undefined || !fs.statSync(interpreter).isFile()) return undefined;
    fs.accessSync(interpreter, fs.constants.X_OK);
    return interpreter;
  } catch {
    return undefined;
  }
}

/** The entry of a target that no other file shares its name with. */
export function entryOf(target: Target): Entry {
  const { mtimeMs } = process.getBuiltinModule('node:fs').statSync(target.path);
  return { target, interpreter: interpreterOf(target.path), changedMs: mtimeMs };
}

/** The targets of one kind that are alone in their name, executable, and plain to spell. */
export function knownTargets(agentDir: string, kind: TargetKind): Target[] {
  const bySlug = new Map<string, Target[]>();
  for (const target of findTargets(findRoles(agentDir), kind)) {
    bySlug.set(target.slug, [...(bySlug.get(target.slug) ?? []), target]);
  }
  return [...bySlug.values()].flatMap(([only, other]) =>
    only && !other && only.executable && isPlain(only) ? [only] : [],
  );
}
