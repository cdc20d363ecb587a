// What was typed in earlier sessions, for the arrow keys: the user's own file, closed to others.
import fs from 'node:fs';
import { dirname, join } from 'node:path';

type Environment = Record<string, string | undefined>;

/** As many lines are offered; the file may grow to twice that. */
const MOST = 1000;

function historyFile(
  name: string,
  { XDG_STATE_HOME: xdg = '', HOME: home = '' }: Environment,
): string | undefined {
  const state = xdg !== '' ? xdg : home === '' ? '' : join(home, '.local/state');
  return state.startsWith('/') ? join(state, 'rhachet', name) : undefined;
}

function readLines(file: string): string[] {
  try {
    return fs.readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

/** A history that cannot be kept is no reason to end a session. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // The next session knows less.
  }
}

export class History {
  /** The newest first, as node:readline wants them. */
  readonly lines: string[];
  readonly #file: string | undefined;

  /** @param name of the file in the user's state directory */
  constructor(name: string, env: Environment) {
    const file = historyFile(name, env);
    const lines = file === undefined ? [] : readLines(file);
    this.#file = file;
    this.lines = lines.slice(-MOST).reverse();
    if (file !== undefined && lines.length > 2 * MOST)
      attempt(() => fs.writeFileSync(file, `${lines.slice(-MOST).join('\n')}\n`, { mode: 0o600 }));
  }

  /** A line that begins with a blank is not remembered, as in a shell. */
  add(line: string): void {
    const file = this.#file;
    if (file === undefined || line.trim() === '' || line.startsWith(' ')) return;
    attempt(() => {
      fs.mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      fs.appendFileSync(file, `${line}\n`, { mode: 0o600 });
    });
  }
}
