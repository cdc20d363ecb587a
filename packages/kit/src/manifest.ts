// `dist/command.json`: what a package offers, read by the dispatcher, help and did-you-mean without loading code.
import type { AnyCommand, PackageDefinition } from './contract.ts';
import { type Complete, withCommon } from './option-table.ts';
import { tableManifest, type TableManifest } from './table.ts';

export interface OptionManifest {
  name: string;
  short?: string;
  value?: string;
  /** The value may be left out; it is attached with `=`. */
  optional?: true;
  /** It may be given several times, or takes several words. */
  many?: true | 'words';
  complete?: Complete;
  separator?: ',';
  help: string;
}

export interface WordManifest {
  name: string;
  help: string;
  optional: boolean;
  complete?: Complete;
}

export interface CommandManifest {
  name: string;
  summary: string;
  /** The call without `rhachet` in front. */
  usage: string;
  /** For programs, not for people. */
  hidden?: true;
  words: WordManifest[];
  options: OptionManifest[];
  /** Where words of the target follow: the options that name it (none: the first word does), and those that may follow it. */
  target?: { options?: string[]; filters?: string[] };
}

export interface PackageManifest {
  contract: number;
  package: string;
  version: string;
  /** The word that the package's own bin puts in front when the caller leaves it out. */
  word?: string;
  commands: CommandManifest[];
  /** What `rhachet map` can ask it. */
  tables?: TableManifest[];
}

/** A package that is installed, and where. */
export interface InstalledPackage extends PackageManifest {
  dir: string;
}

const wordUsage = ({ name, optional = false }: { name: string; optional?: boolean }): string =>
  optional ? `[${name}]` : `<${name}>`;

function usageOf(command: AnyCommand): string {
  const { name, words = [], target } = command;
  const named = (target?.options ?? []).map((option) => `--${option} <${option}>`);
  const parts = [name, '[options]', ...words.map(wordUsage)];
  if (named.length > 0) parts.push(`(${named.join(' | ')})`);
  if (target) parts.push('[words of the target…]');
  return parts.join(' ');
}

/** The manifest of one command. */
export function commandManifest(command: AnyCommand): CommandManifest {
  const { name, summary, hidden, words = [], target } = command;
  return {
    name,
    summary,
    ...(hidden && { hidden }),
    usage: usageOf(command),
    words: words.map((word) => ({ ...word, optional: word.optional ?? false })),
    options: Object.entries(withCommon(command.options)).map(([option, spec]) => ({
      name: option,
      ...spec,
    })),
    ...(target && { target }),
  };
}

/** The manifest of a package, as it is written to `dist/command.json`. */
export function packageManifest(definition: PackageDefinition): PackageManifest {
  const { contract, version, word, commands, tables } = definition;
  return {
    contract,
    package: definition.package,
    version,
    ...(word !== undefined && { word }),
    commands: commands.map(commandManifest),
    ...(tables && { tables: tables().map(tableManifest) }),
  };
}
