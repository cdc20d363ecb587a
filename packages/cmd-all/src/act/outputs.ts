// Where the results of act go: one file, or one for each attempt.

const PLACE = '{{attempt}}';

/** `out.json` becomes `out.i2.json`; a path with `{{attempt}}` says itself where the number stands. */
export function outputOf(path: string, attempt: number, of: number): string {
  if (path.includes(PLACE)) return path.replaceAll(PLACE, String(attempt));
  if (of === 1) return path;
  const slash = path.lastIndexOf('/');
  const dot = path.lastIndexOf('.');
  const at = dot > slash + 1 ? dot : path.length;
  return `${path.slice(0, at)}.i${attempt}${path.slice(at)}`;
}
