// The words of a line as bash reads them, quotes and all: what completion is given is not yet unquoted.
// fish quotes in the same ways.

export interface ShellWord {
  /** As it is typed. */
  raw: string;
  /** Without its quotes. */
  value: string;
  /** The quote that is still open at its end. */
  quote: Quote;
}

type Quote = '' | '"' | "'";

/** Inside double quotes a backslash is itself before anything else (POSIX shell, 2.2.3). */
const ESCAPABLE = '$`"\\\n';

interface Step {
  value: string;
  quote: Quote;
  /** How many characters were read. */
  length: number;
}

/** One character of a line, or two where the first is a backslash. */
function step(rest: string, quote: Quote): Step {
  const [char = '', next = ''] = rest;
  if (quote === "'")
    return { value: char === "'" ? '' : char, quote: char === "'" ? '' : quote, length: 1 };
  if (char === '\\' && (quote === '' || ESCAPABLE.includes(next)))
    return { value: next === '\n' ? '' : next, quote, length: 2 };
  if (char === '"') return { value: '', quote: quote === '"' ? '' : '"', length: 1 };
  if (char === "'" && quote === '') return { value: '', quote: "'", length: 1 };
  return { value: char, quote, length: 1 };
}

/** The words of a line; the last is empty where the line ends behind a space. */
export function splitWords(line: string): [...ShellWord[], ShellWord] {
  const before: ShellWord[] = [];
  let word: ShellWord = { raw: '', value: '', quote: '' };
  for (let at = 0; at < line.length;) {
    if (word.quote === '' && /\s/.test(line[at] ?? '')) {
      if (word.raw !== '') before.push(word);
      word = { raw: '', value: '', quote: '' };
      at += 1;
      continue;
    }
    const { value, quote, length } = step(line.slice(at, at + 2), word.quote);
    word = { raw: word.raw + line.slice(at, at + length), value: word.value + value, quote };
    at += length;
  }
  return [...before, word];
}

const REDIRECTION = /^(?:\d*|&)(?:>>?|<|>\||<>)(.*)$/s;

export interface Typed {
  /** The words before the cursor, unquoted, without redirections. */
  before: string[];
  last: ShellWord;
  /** The last word is the file of a redirection. */
  redirected: boolean;
}

/** What a line says up to the cursor. */
export function readLine(line: string): Typed {
  const words = splitWords(line);
  const last = words[words.length - 1] ?? { raw: '', value: '', quote: '' };
  const before: string[] = [];
  let file = false;
  for (const { raw, value } of words.slice(0, -1)) {
    const redirection = REDIRECTION.exec(raw);
    if (!redirection && !file) before.push(value);
    file = redirection?.[1] === '';
  }
  return { before, last, redirected: file || REDIRECTION.test(last.raw) };
}

/** Text that a shell reads as these characters behind an open quote, or behind none. */
export function quoteFor(text: string, quote: Quote): string {
  if (quote === "'") return text.replaceAll("'", `'\\''`);
  if (quote === '"') return text.replace(/[$`"\\]/g, '\\$&');
  return text.replace(/[^\w@%+=:,./\u0080-\uffff-]/g, '\\$&');
}
