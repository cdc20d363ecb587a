// Whether a statement is a command line of bash. What the grammar of the language explains never is.
import { isUnaryPostfix, startsKeywordPostfix } from './postfix.ts';
import type { TokenStream } from './token-stream.ts';
import type { Token, TokenType } from './tokens.ts';

/** Commands that a name of a variable is hardly mistaken for when an option, a path or a redirection follows. */
const COMMANDS = new Set(
  `alias bg bind break builtin cat cd chmod command continue cp curl cut date declare dirname echo
  enable env eval exec exit export fg find getopts grep hash head help jq kill let ln local ls mapfile
  mkdir mktemp mv nc popd printf pushd pwd read readonly return rm sed set shift shopt sleep sort source
  sqlite3 suspend tail tee test time touch tr trap type typeset ulimit umask unalias unset wait wc
  if for while until case select function`.split(/\s+/),
);
/** Complete commands, which nobody has as the whole of a statement otherwise. */
const ALONE = new Set(['return', 'break', 'continue', 'exit', 'shift', 'wait']);
/** Behind the first word these make a command line of it. */
const WORDS: ReadonlySet<TokenType> = new Set([
  'double',
  'string',
  'number',
  'expansion',
  'pipe',
  'shell',
]);

export interface ShellContext {
  /** In a block: `x='a'` is a comparison there. */
  readonly isNested: boolean;
  /** Parameters and locals: `count isEmtpy` is a typing error, and no command. */
  readonly names: ReadonlySet<string>;
}

export function startsShell(stream: TokenStream, context: ShellContext): boolean {
  const first = stream.peek();
  const second = stream.second();
  const { text } = stream.lexer;
  switch (first.type) {
    case 'name':
      return nameStartsShell({ ...context, first, second, text });
    case 'expansion':
    case 'double':
      return valueStartsShell(first, second, text);
    case 'shell':
    case 'brace-open':
      return true;
    case 'operator':
      return /^\/\w/.test(text.slice(first.start, first.start + 2));
    case 'unknown':
      return first.text === '\\' || isColon(first, text);
    case 'open':
      return isBashTest(text, first, stream.lexer.end);
    case 'paren-open':
      return isArithmeticCommand(text, first, stream.lexer.end);
    default:
      return false;
  }
}

/** The command that does nothing: `:`, `: "${x:=1}"`; `:x` is the parameter of a block. */
const isColon = ({ start, text: colon }: Token, text: string): boolean =>
  colon === ':' && /[\s\]]/.test(text[start + 1] ?? ' ');

/** `"$cmd" x`, `$cmd --flag`; `$x -y` is a subtraction. */
function valueStartsShell(first: Token, second: Token, text: string): boolean {
  if (second.type === 'name') return !isUnaryPostfix(second.text);
  if (second.text !== '-' || !second.spaceBefore) return WORDS.has(second.type);
  const option = first.type === 'double' ? /^--?[A-Za-z]/ : /^--[A-Za-z]/;
  return option.test(text.slice(second.start, second.start + 3));
}

interface Start extends ShellContext {
  readonly first: Token;
  readonly second: Token;
  readonly text: string;
}

function nameStartsShell(start: Start): boolean {
  const { first, second } = start;
  const isCommand = COMMANDS.has(first.text);
  switch (second.type) {
    case 'name':
      // `Counter new` is a message whose `@` was forgotten.
      if (isUnaryPostfix(second.text) || start.names.has(first.text)) return false;
      return isCommand || !/^[A-Z]/.test(first.text);
    case 'keyword':
      return isCommand && !startsKeywordPostfix(second.text);
    case 'operator':
      return isAssignment(start) || (isCommand && operatorIsOption(start));
    case 'newline':
    case 'end':
    case 'close':
      return ALONE.has(first.text);
    case 'dot':
      return ALONE.has(first.text) || (isCommand && second.spaceBefore);
    case 'semicolon':
      return true;
    case 'assign':
      return false;
    case 'paren-open':
      return isCommand || start.text.startsWith('()', second.start);
    case 'open':
      return isCommand || /^\[\w+\]\+?=/.test(start.text.slice(second.start, second.start + 40));
    default:
      return isCommand || WORDS.has(second.type);
  }
}

/** `x=1` and `x+=1`; in a block, `[x='a']` is a comparison. */
function isAssignment({ first, second, text, isNested }: Start): boolean {
  if (isNested || second.start !== first.end) return false;
  return /^\+?=[^\s=~]/.test(text.slice(second.start, second.start + 3));
}

/** `echo -n`, `cd /tmp`, `date > x`; `count - 1` and `type = 'x'` are none. */
function operatorIsOption({ second, text }: Start): boolean {
  if (second.text === '<' || second.text === '>') return true;
  return /^[-+*/%]$/.test(second.text) && second.spaceBefore && !/\s/.test(text[second.end] ?? ' ');
}

/** `[[ -n $x ]]`, `[ -f x ] && …`; `[[x] whileTrue: [y]]` and `[ -x ] whileTrue: …` are blocks. */
function isBashTest(text: string, open: Token, end: number): boolean {
  const line = text.slice(open.start, Math.min(open.start + 400, end));
  if (/^\[\[\s/.test(line))
    return /^[^[\]\n]*(?:\[[^[\]\n]*\][^[\]\n]*){0,20}\s\]\]/.test(line.slice(2));
  return (
    /^\[ [^\n[\]]* \][ \t]*(?:&&|\|\|)/.test(line) ||
    /^\[ (?:-[a-z]|!) [^\n[\]]* \][ \t]*(?:;|\n|$)/.test(line)
  );
}

/** `(( i++ ))`; `((a + b) * c) ifTrue: …` is an expression. */
function isArithmeticCommand(text: string, open: Token, end: number): boolean {
  const line = text.slice(open.start, Math.min(open.start + 400, end));
  const command = /^\(\(([^\n[\]]*?)\)\)[ \t]*(\n|;|&&|\|\||\.?$|\]|$)/.exec(line);
  if (command === null) return false;
  const follows = command[2] ?? '';
  return (
    follows.startsWith('&') ||
    follows.startsWith('|') ||
    /\+\+|--|[^<>=!~:]=[^=~]|&&|\|\||\$/.test(command[1] ?? '')
  );
}
