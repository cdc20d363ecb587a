// The tokens of a .jan file: just enough of the language to find declarations and to step over everything else.

export interface Token {
  kind: 'word' | 'punct' | 'string' | 'number' | 'newline';
  text: string;
  /** Offset of its first character. */
  at: number;
  end: number;
}

/** In order: the first that matches at a place is the token. An open string or comment ends with the file or line. */
const PATTERNS: [kind: Token['kind'] | 'skip', pattern: RegExp][] = [
  ['skip', /[ \t\r\f\v\u00a0\ufeff]+|\\\r?\n/y],
  ['newline', /\n/y],
  ['skip', /\/\/[^\n]*/y],
  ['skip', /\/\*[^]*?(?:\*\/|$(?![^]))/y],
  ['skip', /#(?!\[)[^\n]*/y],
  ['string', /(?:\$|b|re|r)?"""[^]*?(?:"""|$(?![^]))/y],
  ['string', /(?:\$|b|re|r)?"(?:\\[^]|[^"\\\n])*"?/y],
  ['string', /'(?:\\[^\n']+|[^'\\\n])'/y],
  ['number', /\d[\w]*(?:\.\d\w*)?/y],
  ['word', /@?[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y],
  ['punct', /->|=>|::|\.\.\.?|\{\.(?=\s*[A-Za-z])|\.\}|[^]/y],
];

function tokenAt(text: string, at: number): Token | { kind: 'skip'; end: number } {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) continue;
    const end = at + match[0].length;
    return kind === 'skip' ? { kind, end } : { kind, text: match[0], at, end };
  }
  return { kind: 'skip', end: at + 1 };
}

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const token = tokenAt(text, at);
    if (token.kind !== 'skip') tokens.push(token);
    at = token.end;
  }
  return tokens;
}

/** Line and column of an offset, both from 1. */
export function positions(text: string): (at: number) => { line: number; column: number } {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (at) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (starts[low] ?? 0) + 1 };
  };
}
