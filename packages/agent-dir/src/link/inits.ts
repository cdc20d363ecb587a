// roles init: the commands that a role declares, one after the other, each in a frame.
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { Failure, printable, shellQuote } from '@rhachet/kit';
import { refreshIndex } from '../target-index/refresh.ts';
import { runBash } from './run-bash.ts';
import type { RoleChoice } from './types.ts';

export interface InitCommand {
  /** What bash is given. */
  script: string;
  /** What is shown: the path relative to the working directory, with its arguments. */
  shown: string;
}

/** A command is a path in the package, perhaps with arguments, or anything else that bash runs. */
export function initCommands({ package: { dir }, role }: RoleChoice, cwd: string): InitCommand[] {
  return role.exec.map((command) => {
    const space = command.search(/\s/);
    const ends = space === -1 ? [command.length] : [command.length, space];
    for (const end of ends) {
      const file = resolve(dir, command.slice(0, end));
      const rest = command.slice(end);
      const isPath = command.slice(0, end).includes('/') || end === command.length;
      if (isPath && existsSync(file))
        return { script: shellQuote(file) + rest, shown: relative(cwd, file) + rest };
    }
    return { script: command, shown: command };
  });
}

const BAR = '      │';

/** Puts the bar in front of every line of what comes in pieces. */
function framer(): { frame: (text: string) => string; close: () => string } {
  let atStart = true;
  let lastWasEmpty = false;
  return {
    frame: (text) => {
      const lines = text.split(/(?<=\n)/);
      return lines
        .map((line) => {
          const lead = atStart ? (line === '\n' ? BAR : `${BAR} `) : '';
          lastWasEmpty = atStart && line === '\n';
          atStart = line.endsWith('\n');
          return lead + line;
        })
        .join('');
    },
    close: () => `${atStart ? '' : '\n'}${lastWasEmpty ? '' : `${BAR}\n`}      └─\n`,
  };
}

const failed = (shown: string, code: number): Failure =>
  new Failure(`init command failed: ${shown} (exit code ${code})`, {
    code: 'INIT_FAILED',
    exit: code,
    hint: 'what it printed is above; the commands behind it were not run',
  });

/**
 * Runs the commands that a role declares under `inits.exec`, in order, in `cwd`, through bash, and gives what they print
 * as it comes, in the frame of the reference; without any command it gives nothing.
 * Throws a `Failure` with the command's own code at the first one that fails (128+n for death by signal n).
 */
export async function* runRoleInits(choice: RoleChoice, cwd: string): AsyncGenerator<string> {
  const repo = choice.package.manifest.slug;
  const role = choice.role.slug;
  const commands = initCommands(choice, cwd);
  if (commands.length === 0) return;
  yield `💪 init role repo=${repo}/role=${role}\n`;
  for (const [at, { script, shown }] of commands.entries()) {
    const last = at === commands.length - 1;
    yield `   ${last ? '└─' : '├─'} ${printable(shown)}\n      ├─\n${BAR}\n`;
    const { frame, close } = framer();
    const running = runBash(script, { cwd, env: { RHACHET_REPO: repo, RHACHET_ROLE: role } });
    let next = await running.next();
    for (; next.done !== true; next = await running.next()) yield frame(next.value);
    yield close();
    if (next.value !== 0) throw failed(shown, next.value);
    if (!last) yield '   │\n';
  }
  refreshIndex(cwd);
  yield '\n';
}
