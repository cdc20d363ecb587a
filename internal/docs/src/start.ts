// What `npm start` prints at its end: the commands that it proposes.

export interface Hint {
  command: string;
  /** In the root of the project, not in the example. */
  inRoot: boolean;
}

/** The lines below `Next:`: a command, and behind two spaces what it is for. */
export function hintsIn(printed: string): Hint[] {
  const [, text = ''] = printed.split('\nNext:\n');
  const lines = text.split('\n').filter((line) => line.startsWith('  '));
  return lines.map((line) => {
    const [command = ''] = line.trim().split(/ {2,}/);
    return { command, inRoot: /^p?npm /.test(command) };
  });
}
