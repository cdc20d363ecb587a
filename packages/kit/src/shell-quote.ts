// Words of ours in a shell's text: what a person is to type, what a shell is to run or to source.

/** A literal that every POSIX shell takes as it stands. */
export const shellQuote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
