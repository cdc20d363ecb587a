// A page as what its reader does: places to begin in, and steps in each.
import { parse } from 'yaml';
import { type Block, blocksOf } from './blocks.ts';
import { type Command, commandsOf } from './commands.ts';
import type { Page } from './pages.ts';

export type Step =
  | { kind: 'command'; command: Command; exits: number[]; block: string }
  | { kind: 'file'; path: string; text: string; executable: boolean }
  /** What the commands of a block printed, as the page shows it. */
  | { kind: 'output'; at: string; shown: string; of: string };

export interface Stay {
  /** The name of a kind of place (places.ts). */
  place: string;
  steps: Step[];
}

export interface Plan {
  stays: Stay[];
  /** Blocks that are not run: where, and why. */
  skipped: { at: string; reason: string }[];
}

const SHELL = ['sh', 'bash', 'console'];
/** What may stand in a page without being run. */
const READ = ['text', 'ts'];

function commandStep(command: Command, { at: block, note: { exits = {} } }: Block): Step {
  const [, exit = 0] = Object.entries(exits).find(([words]) => command.text.includes(words)) ?? [];
  return { kind: 'command', command, exits: [exit].flat(), block };
}

function hidden({ at, note }: Block): Step[] {
  if (note.run === undefined) return [];
  return [{ kind: 'command', command: { at, text: note.run }, exits: [0], block: '' }];
}

function stepsOf(block: Block, before: Step[]): Step[] {
  const { at, language, text, note } = block;
  if (note.output) {
    const last = before.findLast(({ kind }) => kind !== 'output');
    if (last?.kind !== 'command') throw new Error(`${at}: this is the output of nothing`);
    return [{ kind: 'output', at, shown: text, of: last.block }];
  }
  if (note.file !== undefined) {
    const executable = note.executable === true;
    return [{ kind: 'file', path: note.file, text: `${text}\n`, executable }, ...hidden(block)];
  }
  if (SHELL.includes(language)) {
    const commands = commandsOf(block);
    unusedExits(block, commands);
    return [...hidden(block), ...commands.map((command) => commandStep(command, block))];
  }
  if (language === 'json') JSON.parse(text);
  else if (language === 'yaml') parse(text, { strict: true });
  else if (!READ.includes(language))
    throw new Error(
      `${at}: "${language}" is neither run nor checked: name its file, or say why not`,
    );
  return hidden(block);
}

function unusedExits({ at, note: { exits = {} } }: Block, commands: Command[]): void {
  const unused = Object.keys(exits).filter(
    (words) => !commands.some(({ text }) => text.includes(words)),
  );
  if (unused.length > 0) throw new Error(`${at}: no command contains ${JSON.stringify(unused)}`);
}

/** Throws for a block that would be run and has no place, or that says what cannot be. */
export function planOf(page: Page): Plan {
  const plan: Plan = { stays: [], skipped: [] };
  for (const block of blocksOf(page)) {
    const { at, note } = block;
    if (note.skip !== undefined) {
      plan.skipped.push({ at, reason: note.skip });
      continue;
    }
    if (note.in !== undefined) plan.stays.push({ place: note.in, steps: [] });
    const stay = plan.stays.at(-1);
    const steps = stepsOf(block, stay?.steps ?? []);
    if (steps.length > 0 && stay === undefined)
      throw new Error(`${at}: a comment in front of it must say where it is run, or why it is not`);
    stay?.steps.push(...steps);
  }
  return plan;
}
