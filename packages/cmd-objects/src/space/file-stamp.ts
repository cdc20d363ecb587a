// Whether a file is still the one that was read.

/** 'gone' without a file. */
export function stampOf(path: string): string {
  const { statSync } = process.getBuiltinModule('node:fs');
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stats ? `${stats.ino} ${stats.size} ${stats.mtimeNs}` : 'gone';
}
