// Which bash: the first in PATH that is new enough. macOS has one of 2007 in /bin.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export const TOO_OLD = 93;

/** Every `bash` in PATH that may be run, in its order. */
export function bashes(path: string | undefined): string[] {
  return (path ?? '')
    .split(delimiter)
    .filter((dir) => dir.startsWith('/'))
    .map((dir) => join(dir, 'bash'))
    .filter((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
