// Whether something is at a path, without `node:fs`, which costs as much as all else that a short message does.

/** What Bun says of a file that is not there. */
const NEVER = 2 ** 52 - 1;

export const exists = (path: string): boolean => Bun.file(path).lastModified !== NEVER;
