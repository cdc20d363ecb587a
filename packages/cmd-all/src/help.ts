// help: made from the manifests of the packages that are installed; loads none of them.
import {
  commandHelp,
  type CommandManifest,
  commandRows,
  type Call,
  EXIT,
  type Outcome,
} from '@rhachet/kit';
import { unknownCommand } from './unknown.ts';

const INTRO = `rhachet finds the one skill, init or command that a call means, and becomes it.

usage: rhachet <command> [words…]
       rhx <skill> [words of the skill…]

`;

const OUTRO = `
rhachet help <command>    how one command is used
rhachet --version         what is installed, and where
`;

const byName = (a: CommandManifest, b: CommandManifest): number => (a.name < b.name ? -1 : 1);

/** `help`, `help run`, `help run list`. */
export async function showHelp({
  words,
  packages,
}: Pick<Call, 'packages' | 'words'>): Promise<Outcome> {
  const commands = (await packages()).flatMap((one) => one.commands).sort(byName);
  const shown = commands.filter(({ hidden }) => !hidden);
  if (words.length === 0) return { print: INTRO + commandRows(shown) + OUTRO };
  const name = words.join(' ');
  const found = commands.find((command) => command.name === name);
  if (found) return { print: commandHelp(found) };
  const group = shown.filter((command) => command.name.startsWith(`${name} `));
  if (group.length === 0) throw unknownCommand(name, shown);
  return { print: commandRows(group), exit: EXIT.ok };
}
