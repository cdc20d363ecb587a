// One call of one package: from its words to an outcome, nothing written yet.
import type { AnyCommand, Call, Host, Outcome, PackageDefinition } from './contract.ts';
import { EXIT, Failure, usage } from './failure.ts';
import { commandHelp, commandRows } from './help.ts';
import { commandManifest } from './manifest.ts';
import { nearest } from './nearest.ts';
import { parse } from './parse.ts';
import { mark } from './trace.ts';

/** The command that the words begin with, the longest name first, and the words behind it. */
function pick(
  commands: AnyCommand[],
  words: string[],
): { command: AnyCommand; rest: string[] } | undefined {
  const two = commands.find((command) => command.name === `${words[0] ?? ''} ${words[1] ?? ''}`);
  if (two) return { command: two, rest: words.slice(2) };
  const one = commands.find((command) => command.name === words[0]);
  return one && { command: one, rest: words.slice(1) };
}

const shown = (commands: AnyCommand[]): AnyCommand[] => commands.filter(({ hidden }) => !hidden);

function unknownCommand(commands: AnyCommand[], words: string[]): Failure {
  const name = words.slice(0, 2).join(' ');
  const names = shown(commands).map((command) => command.name);
  const [close] = nearest(name, names, 1);
  return new Failure(`there is no command "${name}"`, {
    code: 'NO_COMMAND',
    exit: EXIT.notFound,
    hint:
      close === undefined ? `there are: ${names.join(', ')}` : `did you mean "rhachet ${close}"?`,
  });
}

/** Help for a word that begins several commands but is none: `rhachet roles`. */
function groupHelp(commands: AnyCommand[], words: string[]): Outcome | undefined {
  const [word, next] = words;
  const asked = next === undefined || next === '--help' || next === '-h';
  const group = shown(commands).filter(({ name }) => name.startsWith(`${word ?? ''} `));
  if (!asked || group.length === 0 || commands.some(({ name }) => name === word)) return undefined;
  const exit = next === undefined ? EXIT.usage : EXIT.ok;
  return {
    print: `usage: rhachet ${word ?? ''} <command>\n\n${commandRows(group.map(commandManifest))}`,
    exit,
  };
}

/** What there is, for a package with several first words that is called without any. */
function packageHelp(definition: PackageDefinition, [word]: string[]): Outcome | undefined {
  if (definition.unknown || (word !== undefined && word !== '--help' && word !== '-h'))
    return undefined;
  const rows = commandRows(definition.commands.map(commandManifest));
  const exit = word === undefined ? EXIT.usage : EXIT.ok;
  return { print: `${definition.package}: <command> --help says more\n\n${rows}`, exit };
}

function checkWords({ name, words = [] }: AnyCommand, given: string[]): void {
  const missing = words.find((word, at) => word.optional !== true && given[at] === undefined);
  if (missing)
    throw usage(`"${name}" needs <${missing.name}>: ${missing.help}`, `rhachet ${name} --help`);
}

/** One call of one package: the outcome, nothing written yet. */
export async function callPackage(
  definition: PackageDefinition,
  words: string[],
  host: Host,
): Promise<Outcome> {
  const group = groupHelp(definition.commands, words) ?? packageHelp(definition, words);
  if (group) return group;
  const picked = pick(definition.commands, words);
  if (!picked) {
    if (definition.unknown) return definition.unknown({ ...host, words });
    throw unknownCommand(definition.commands, words);
  }
  const { command, rest } = picked;
  const parsed = parse(command, rest);
  if (parsed.options.help === true) return { print: commandHelp(commandManifest(command)) };
  checkWords(command, parsed.words);
  mark('command.parsed');
  const call: Call = { ...host, ...parsed, json: parsed.options.json === true };
  return command.main(call);
}
