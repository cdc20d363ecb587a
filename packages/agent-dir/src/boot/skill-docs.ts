// What a prompt is told of a skill: the comment it begins with. The code would cost tokens and is not for reading.

const HIDDEN = '# [implementation hidden - use skill to execute]';

/** Where a line begins that is neither blank nor a shebang nor a comment. One search instead of a look at each line. */
const CODE = /(?:^|\n)[^\S\n]*(?:[^\s#*/]|\/(?!\/))/;

/** The leading lines that are blank, a shebang or a comment; `undefined` where code comes first. */
export function skillHeader(text: string): string | undefined {
  const code = CODE.exec(text);
  if (code && !code[0].startsWith('\n')) return undefined;
  return code ? text.slice(0, code.index) : text;
}

/** The header, and a line that says what is missing. */
export function skillDocs(text: string): string {
  const header = skillHeader(text);
  return header === undefined ? `# [no documentation found]\n${HIDDEN}` : `${header}\n\n${HIDDEN}`;
}
