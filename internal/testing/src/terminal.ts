// A real terminal (a PTY) with a program in it.
import { spawn } from '@lydell/node-pty';
import { until } from './until.ts';

export interface Terminal {
  type: (keys: string) => void;
  /** Everything printed so far. */
  screen: () => string;
  waitFor: (text: string) => Promise<void>;
  /** How the program ended, in the words of a shell. */
  ended: Promise<number>;
}

/** Starts `command` in a terminal of its own. */
export function openTerminal(command: string[], { cwd }: { cwd: string }): Terminal {
  const [file = '', ...args] = command;
  const pty = spawn(file, args, { cwd, cols: 120, rows: 30, env: process.env });
  let printed = '';
  pty.onData((data) => (printed += data));
  return {
    type: (keys) => pty.write(keys),
    screen: () => printed,
    waitFor: async (text) => {
      await until(
        () => printed.includes(text),
        `${JSON.stringify(text)} in ${JSON.stringify(printed)}`,
      );
    },
    ended: new Promise((resolve) => {
      pty.onExit(({ exitCode, signal = 0 }) => resolve(signal > 0 ? 128 + signal : exitCode));
    }),
  };
}
