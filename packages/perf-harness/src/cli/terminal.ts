// The only file that writes to the terminal.

const BAR = 30;

export function print(text: string): void {
  process.stdout.write(text);
}

export function complain(text: string): void {
  process.stderr.write(text);
}

/** Whether verdicts are coloured: https://no-color.org, and only for a person. */
export function isColoured(): boolean {
  return process.stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}

/** Draws a bar over itself on stderr; returns what does nothing when no person would see it. */
export function progressBar(isWanted: boolean): {
  show: (name: string, share: number) => void;
  clear: () => void;
} {
  if (!isWanted || !process.stderr.isTTY || process.env.TERM === 'dumb') {
    return { show: () => undefined, clear: () => undefined };
  }
  return {
    show: (name, share) => {
      const full = Math.round(share * BAR);
      const width = process.stderr.columns || 80;
      const line = `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${String(Math.round(share * 100)).padStart(3)} %  ${name}`;
      process.stderr.write(`\r${line.slice(0, width - 1)}\x1b[K`);
    },
    clear: () => void process.stderr.write('\r\x1b[K'),
  };
}
