// The head of a file: `package:`, `import:`, and `Name subclass: Parent` or `Name trait`.
import { Fault } from './problems.ts';
import { type TokenStream, unexpected } from './token-stream.ts';
import type { Token } from './tokens.ts';
import type { Header } from './unit-draft.ts';

/** @throws Fault when there is none */
export function parseHeader(stream: TokenStream): Header {
  let namespace: string | null = null;
  const imports: string[] = [];
  for (;;) {
    const { type, text } = nextOnLine(stream);
    if (type !== 'keyword' || (text !== 'package:' && text !== 'import:')) break;
    stream.next();
    const { text: name } = stream.expect('name', 'a name');
    if (text === 'package:') namespace = name;
    else imports.push(name);
  }
  return { package: namespace, imports, ...parseNames(stream) };
}

function parseNames(stream: TokenStream): Pick<Header, 'name' | 'superclass' | 'isTrait'> {
  const first = stream.peek();
  if (first.type === 'end') throw noHeader(first);
  if (first.type !== 'name' || first.text.includes(':')) throw noHeader(first);
  stream.next();
  const second = stream.next();
  if (second.type === 'name' && second.text === 'trait') {
    return { name: first.text, superclass: null, isTrait: true };
  }
  if (second.type !== 'keyword' || second.text !== 'subclass:') throw noHeader(first);
  const parent = stream.peek();
  if (parent.type !== 'name') throw unexpected(parent, 'the name of the class above');
  stream.next();
  return {
    name: first.text,
    superclass: parent.text === 'nil' ? null : parent.text,
    isTrait: false,
  };
}

/** A `#word` is no symbol here: outside of bodies every `#` starts a comment. */
export function nextOnLine(stream: TokenStream): Token {
  for (;;) {
    const token = stream.peek();
    if (token.type === 'newline') stream.next();
    else if (token.text.startsWith('#')) {
      const newline = stream.lexer.text.indexOf('\n', token.start);
      stream.seek(newline < 0 ? stream.lexer.end : newline);
    } else return token;
  }
}

function noHeader(token: Token): Fault {
  const what = token.type === 'end' ? 'nothing is here' : 'this is no class';
  const message = `${what}: 'Name subclass: Object' or 'Name trait' expected`;
  return new Fault('no_header', message, token.start);
}
