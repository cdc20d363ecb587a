// `dist/command.json`: what a package offers, read by the dispatcher, help and did-you-mean without loading code.
import type { AnyCommand, PackageDefinition } from './contract.ts';
import { withCommon } from './option-table.ts';

export interface OptionManifest {
  name: string;
  short?: string;
  value?: string;
  /** The value may be left out; it is attached with `=`. */
  optional?: true;
  /** It may be given several times, or takes several words. */
  many?: true | 'words';
  help: string;
}

export interface CommandManifest {
  name: string;
  summary: string;
  /** The call without `rhachet` in front. */
  usage: string;
  words: { name: string; help: string; optional: boolean }[];
  options: OptionManifest[];
}

export interface PackageManifest {
  contract: number;
  package: string;
  version: string;
  commands: CommandManifest[];
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
  const { name, summary, words = [] } = command;
  return {
    name,
    summary,
    usage: usageOf(command),
    words: words.map((word) => ({ ...word, optional: word.optional ?? false })),
    options: Object.entries(withCommon(command.options)).map(([option, spec]) => ({
      name: option,
      ...spec,
    })),
  };
}

/** The manifest of a package, as it is written to `dist/command.json`. */
export function packageManifest(definition: PackageDefinition): PackageManifest {
  const { contract, version, commands } = definition;
  return {
    contract,
    package: definition.package,
    version,
    commands: commands.map(commandManifest),
  };
}
