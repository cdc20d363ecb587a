// Whether code in a file may be run as the user.

const OTHERS = 0o002;

/** @throws Error in one line: it would run as the user, whoever wrote it */
export function checkTrusted(path: string): void {
  const { realpathSync, statSync } = process.getBuiltinModule('node:fs');
  const file = realpathSync(path);
  for (const at of new Set([path, file, directoryOf(path), directoryOf(file)])) {
    const { uid, mode } = statSync(at);
    if ((mode & OTHERS) !== 0) throw new Error(`${at} may be written by anybody: chmod o-w ${at}`);
    if (uid !== 0 && uid !== process.getuid?.()) throw new Error(`${at} belongs to another user`);
  }
}

const directoryOf = (path: string): string => process.getBuiltinModule('node:path').dirname(path);
