// Bun reads words and variables as UTF-8 and replaces what is none; Linux still has their bytes.
// A file name in Latin-1 must reach the skill as the caller wrote it.

const LOST = '\uFFFD';

const isLossy = (text: string | undefined): boolean => text?.includes(LOST) === true;

/** Whether any word or variable may have lost bytes. */
export const needsRaw = (args: string[], env: Record<string, string | undefined>): boolean =>
  args.some(isLossy) || Object.values(env).some(isLossy);

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The zero-ended strings of a file in /proc; none where there is no such file. */
async function stringsOf(path: string): Promise<Uint8Array[]> {
  try {
    const bytes = await Bun.file(path).bytes();
    const strings: Uint8Array[] = [];
    for (let start = 0, end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, start)) {
      strings.push(bytes.subarray(start, end));
      start = end + 1;
    }
    return strings;
  } catch {
    return [];
  }
}

/** The words with their bytes. They are the last ones of our own command line. */
export async function rawArgs(args: string[]): Promise<(string | Uint8Array)[]> {
  if (!args.some(isLossy)) return args;
  const words = await stringsOf('/proc/self/cmdline');
  const offset = words.length - args.length;
  return args.map((arg, at) => {
    const raw = isLossy(arg) ? words[offset + at] : undefined;
    return raw !== undefined && decode(raw) === arg ? raw : arg;
  });
}

/** `A=1` strings, those that lost bytes with the bytes that this process was started with. */
export async function rawEnv(lines: string[]): Promise<(string | Uint8Array)[]> {
  if (!lines.some(isLossy)) return lines;
  const variables = new Map(
    (await stringsOf('/proc/self/environ')).map((raw) => [decode(raw), raw]),
  );
  return lines.map((line) => (isLossy(line) ? (variables.get(line) ?? line) : line));
}
