// What the comment at the head of a skill declares about its arguments, for a model that is to fill them in.

export interface Parameter {
  /** As it is written: `dry-run` of `--dry-run`, `file` of `<file>`, `stdin`. */
  name: string;
  kind: 'flag' | 'stdin' | 'word';
  /** A flag without a value is a switch. */
  isSwitch: boolean;
  /** May be given several times. */
  many: boolean;
  required: boolean;
  /** The only values, where the header lists them: `<a|b>`. */
  choices: string[] | undefined;
  help: string;
}

/** No header declares more. */
const MOST = 100;

const FLAG = /^\s*(?:-\w,\s*)?--([A-Za-z][\w-]*)(?:[ =]<([^<>]+)>)?(\.{3}|…)?(?:\s{2,}(.*))?$/;
const WORD = /^\s*<([A-Za-z][\w -]*)>(\.{3}|…)?\s{2,}(\S.*)$/;
const STDIN = /^\s*stdin\s{2,}(\S.*)$/;

const choicesOf = (value: string | undefined): string[] | undefined =>
  value?.includes('|') ? value.split('|').map((one) => one.trim()) : undefined;

function readFlag(line: string): Parameter | undefined {
  const [found, name = '', value, many, help = ''] = FLAG.exec(line) ?? [];
  if (found === undefined) return undefined;
  return {
    name,
    kind: 'flag',
    isSwitch: value === undefined,
    many: many !== undefined,
    required: /\brequired\b/i.test(help),
    choices: choicesOf(value),
    help: help.trim(),
  };
}

function readWord(line: string): Parameter | undefined {
  const [found, name = '', many, help = ''] = WORD.exec(line) ?? [];
  if (found === undefined) return undefined;
  const required = !/\boptional\b/i.test(help);
  return {
    name: name.replaceAll(' ', '-'),
    kind: 'word',
    isSwitch: false,
    many: many !== undefined,
    required,
    choices: undefined,
    help: help.trim(),
  };
}

function readStdin(line: string): Parameter | undefined {
  const help = STDIN.exec(line)?.[1];
  if (help === undefined) return undefined;
  const required = /\brequired\b/i.test(help);
  const one = { isSwitch: false, many: false, choices: undefined, help: help.trim() };
  return { name: 'stdin', kind: 'stdin', required, ...one };
}

/** What any script takes: words, and what it reads. */
const UNDECLARED: Parameter[] = [
  {
    name: 'words',
    kind: 'word',
    isSwitch: false,
    many: true,
    required: false,
    choices: undefined,
    help: 'the words of its command line, as the description says them',
  },
  {
    name: 'stdin',
    kind: 'stdin',
    isSwitch: false,
    many: false,
    required: false,
    choices: undefined,
    help: 'what it reads from its standard input',
  },
];

/**
 * The parameters that a header declares, one a line: `--flag <value>  what it is`, `--switch  what it is`,
 * `<word>  what it is`, `stdin  what it is`; `…` behind `>` for several. Where it declares none: words and stdin.
 */
export function parametersOf(header: string): Parameter[] {
  const found = new Map<string, Parameter>();
  for (const line of header.split('\n')) {
    const one = readFlag(line) ?? readWord(line) ?? readStdin(line);
    if (one && !found.has(one.name) && found.size < MOST) found.set(one.name, one);
  }
  return found.size === 0 ? UNDECLARED : [...found.values()];
}
