// The help texts, made from the command manifests: the same for a package's own bin and for the dispatcher.
import type { CommandManifest } from './manifest.ts';

const row = (left: string, right: string): string => `  ${left.padEnd(24)}${right}`;

function optionLeft(option: CommandManifest['options'][number]): string {
  const short = option.short === undefined ? '' : `-${option.short}, `;
  const many = option.many === undefined ? '' : '…';
  if (option.value === undefined) return `${short}--${option.name}`;
  const value = option.optional ? `[=<${option.value}>]` : ` <${option.value}>${many}`;
  return `${short}--${option.name}${value}`;
}

/** The help of one command. */
export function commandHelp(command: CommandManifest): string {
  const lines = [command.summary, '', `usage: rhachet ${command.usage}`];
  if (command.words.length > 0) {
    lines.push('', 'words', ...command.words.map((word) => row(word.name, word.help)));
  }
  lines.push(
    '',
    'options',
    ...command.options.map((option) => row(optionLeft(option), option.help)),
  );
  return lines.join('\n') + '\n';
}

/** A list of commands, one line each. */
export function commandRows(commands: CommandManifest[]): string {
  return commands.map((command) => row(command.name, command.summary)).join('\n') + '\n';
}
