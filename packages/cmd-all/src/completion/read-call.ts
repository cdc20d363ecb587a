// Which commands a call can mean, told by its program: rhachet, rhx, or the bin of one package.
import type { CommandManifest, InstalledPackage } from '@rhachet/kit';

export interface CallRead {
  /** What the words behind the program can be, as words behind `rhachet`; several where a word may be left out. */
  ways: string[][];
  /** The commands that this program has. */
  commands: CommandManifest[];
  /** Every command that is installed. */
  all: CommandManifest[];
}

/** The named entries of what should be a list: others write manifests too, and some by hand. */
const named = <T extends { name: string }>(list: unknown): T[] =>
  Array.isArray(list)
    ? list.filter((one: { name?: unknown } | null): one is T => typeof one?.name === 'string')
    : [];

const sound = (command: CommandManifest): CommandManifest => ({
  ...command,
  words: named(command.words),
  options: named(command.options),
});

/** The words that rhx keeps for rhachet (cmd-run/src/rhx-words.ts, dispatcher/src/rhx-init.ts). */
export const RHX_WORDS = ['help', 'init', 'list'];

function expandRhx(before: string[]): string[] {
  const [word, name = '', ...rest] = before;
  if (word !== 'rhx') return before;
  if (name === 'list') return ['run', 'list', ...rest];
  if (name !== 'init') return before;
  const onlyRoles = !rest.some((one) => one.startsWith('--'));
  return ['init', ...(onlyRoles ? ['--roles'] : []), ...rest];
}

/** The last part of a path, and of an npm name. */
export const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function waysOf({ word, commands }: InstalledPackage, before: string[]): string[][] {
  if (word === undefined) return [before];
  if (before.length === 0) return [[], [word]];
  const isKnown = commands.some(({ name }) => name.split(' ')[0] === before[0]);
  return [isKnown ? before : [word, ...before]];
}

export function readCall(
  program: string,
  before: string[],
  packages: InstalledPackage[],
): CallRead {
  const all = packages.flatMap(({ commands }) => commands.map(sound));
  const name = lastPart(program);
  if (name === 'rhx') return { ways: [expandRhx(['rhx', ...before])], commands: all, all };
  const own = packages.find((one) => lastPart(one.package) === name);
  if (!own) return { ways: [expandRhx(before)], commands: all, all };
  return { ways: waysOf(own, before), commands: own.commands.map(sound), all };
}
