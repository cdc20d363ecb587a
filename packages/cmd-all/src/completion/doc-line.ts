// What a skill says of itself in one line: the first words of the comment at its head.
import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** The comment of a script begins in its first lines; one whose licence comes first is described by its role. */
const BYTES = 1024;

function headOf(path: string): string {
  const bytes = Buffer.alloc(BYTES);
  const file = openSync(path, 'r');
  try {
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, BYTES, 0));
  } finally {
    closeSync(file);
  }
}

const COMMENT = /^\s*(?:#|\/\/|\/?\*+)\s*(?:\.what\s*=\s*)?/;

/** The first line of the comment; `undefined` where there is none, or no text. */
export function docLine(path: string): string | undefined {
  try {
    if (!statSync(path).isFile()) return undefined;
    const lines = headOf(path).split('\n');
    for (const line of lines) {
      if (line.startsWith('#!') || line.trim() === '') continue;
      if (!COMMENT.test(line)) return undefined;
      const text = line.replace(COMMENT, '').trim();
      if (/\w/.test(text)) return text;
    }
    return undefined;
  } catch {
    // One that may be run but not read has a name all the same.
    return undefined;
  }
}
