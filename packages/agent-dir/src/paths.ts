// Absolute paths as text: `node:path` is one more built-in to load on the hot path.

/** The directory that holds a path; `/` holds itself. */
export const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';
