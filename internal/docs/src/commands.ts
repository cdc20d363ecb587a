// A block as the commands that a reader would type.
import { spawnSync } from 'node:child_process';
import type { Block } from './blocks.ts';

export interface Command {
  at: string;
  text: string;
  /** What the page says that it prints; `undefined` when the page says nothing. */
  shown?: string;
}

/** Whether a shell would wait for more lines. */
function isOpen(text: string): boolean {
  if (/(^|[^\\])\\$/.test(text)) return true;
  const { status, stderr } = spawnSync('bash', ['-n', '-c', text], { encoding: 'utf8' });
  return status !== 0 || stderr.includes('here-document');
}

const lineOf = (at: string, offset: number): string =>
  at.replace(/\d+$/, (line) => String(Number(line) + offset));

const isSilent = (line: string): boolean => /^\s*(#.*)?$/.test(line);

/** The commands of a script, each with the lines that it spans. Throws for a script that ends in the middle of one. */
function ofScript({ at, text }: Block): Command[] {
  const commands: Command[] = [];
  let open: Command | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (open === undefined && isSilent(line)) continue;
    open = open
      ? { ...open, text: `${open.text}\n${line}` }
      : { at: lineOf(at, index + 1), text: line };
    if (isOpen(open.text)) continue;
    commands.push(open);
    open = undefined;
  }
  if (open) throw new Error(`${open.at}: no shell takes this: ${open.text}`);
  return commands;
}

/** `$ command`, perhaps with `> ` lines, and below it what it prints. */
function ofConsole({ at, text }: Block): Command[] {
  const commands: Command[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const last = commands.at(-1);
    if (line.startsWith('$ ')) {
      commands.push({ at: lineOf(at, index + 1), text: line.slice(2), shown: '' });
    } else if (last === undefined) {
      throw new Error(`${at}: a console block begins with "$ "`);
    } else if (line.startsWith('> ') && last.shown === '') {
      last.text += `\n${line.slice(2)}`;
    } else {
      last.shown = `${last.shown ?? ''}${line}\n`;
    }
  }
  return commands;
}

export const commandsOf = (block: Block): Command[] =>
  block.language === 'console' ? ofConsole(block) : ofScript(block);
