// A type as it is written, taken apart: `[]T`, `&dyn Tr`, `Vec<T>`, `A | B`. Two spellings of one type have one key.

export type Term =
  | { kind: 'name'; key: string; base: string; args: Term[] }
  /** `prefix` as written: `[]`, `[4]`, `*`, `&`, `&mut `, `&dyn `, `?`. */
  | { kind: 'wrap'; key: string; prefix: string; of: Term }
  | { kind: 'union' | 'intersection'; key: string; of: Term[] }
  | { kind: 'variable'; key: string; bounds: Term[] }
  /** Function types, tuples, values: only ever equal to themselves. */
  | { kind: 'opaque'; key: string };

const OPEN = '([{<';
const CLOSE = ')]}>';

/** Splits at a separator that stands outside brackets and quotes; `->` is no bracket. */
export function splitTop(text: string, separator: string): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (quoted) {
      if (char === '\\') at++;
      else if (char === '"') quoted = false;
      continue;
    }
    if (char === '"') quoted = true;
    else if (OPEN.includes(char)) depth++;
    else if (CLOSE.includes(char) && text[at - 1] !== '-') depth--;
    else if (depth <= 0 && char === separator) {
      pieces.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  return [...pieces, text.slice(start).trim()];
}

const PREFIX =
  /^(&\s*dyn\s+|&\s*mut\s+|&|\*\s*const\s+|\*|\[\*\]|\[\d*\]|\[[A-Z_]\w*\]|\?)\s*(?=\S)/;
const APPLIED = /^([A-Za-z_@][\w.:]*)\s*(?:<(.*)>|\[(.*)\])$/s;
const NAME = /^[A-Za-z_@][\w.]*(::[\w.]+)*$/;

const several = (kind: 'union' | 'intersection', of: Term[]): Term => {
  const keys = [...new Set(of.map(({ key }) => key))];
  return { kind, key: keys.sort().join(kind === 'union' ? ' | ' : ' & '), of };
};

const dotted = (name: string): string => name.replaceAll('::', '.');

type Parse = (text: string) => Term;

function parseWrapped(text: string, parse: Parse): Term | undefined {
  const match = PREFIX.exec(text);
  if (match?.[1] !== undefined) {
    const prefix = match[1].replace(/\s+/g, ' ').replace('& ', '&');
    const of = parse(text.slice(match[0].length));
    return { kind: 'wrap', key: `${prefix}${of.key}`, prefix, of };
  }
  if (text.length > 1 && text.endsWith('?')) {
    const of = parse(text.slice(0, -1));
    return { kind: 'wrap', key: `?${of.key}`, prefix: '?', of };
  }
  return undefined;
}

function parseNamed(text: string, parse: Parse): Term | undefined {
  if (NAME.test(text)) return { kind: 'name', key: dotted(text), base: dotted(text), args: [] };
  const match = APPLIED.exec(text);
  if (match?.[1] === undefined) return undefined;
  const base = dotted(match[1]);
  const args = splitTop(match[2] ?? match[3] ?? '', ',').map(parse);
  return { kind: 'name', key: `${base}<${args.map(({ key }) => key).join(', ')}>`, base, args };
}

/** Few texts come again and again: of a call, and of every parameter that it is compared with. */
const parsed = new Map<string, Term>();
const MOST_KEPT = 20_000;
const LONGEST_KEPT = 100;

/** Types within types; what lies deeper is only ever equal to itself. */
const MOST_NESTED = 64;

function parseAnew(text: string, depth: number): Term {
  const trimmed = text.trim();
  if (depth > MOST_NESTED) return { kind: 'opaque', key: trimmed.replace(/\s+/g, ' ') };
  // A short text is not deep, and means the same wherever it stands.
  const parse = (piece: string): Term =>
    piece.length > LONGEST_KEPT ? parseAnew(piece, depth + 1) : parseTerm(piece);
  const members = splitTop(trimmed, '|').filter((piece) => piece !== '');
  if (members.length > 1) return several('union', members.map(parse));
  const parts = splitTop(trimmed, '&');
  if (parts.length > 1 && parts.every((piece) => piece !== '')) {
    return several('intersection', parts.map(parse));
  }
  return (
    parseWrapped(trimmed, parse) ??
    parseNamed(trimmed, parse) ?? { kind: 'opaque', key: trimmed.replace(/\s+/g, ' ') }
  );
}

/** Never fails: what it cannot take apart is opaque. */
export function parseTerm(text: string): Term {
  const known = parsed.get(text);
  if (known) return known;
  const term = parseAnew(text, 0);
  if (text.length > LONGEST_KEPT) return term;
  if (parsed.size >= MOST_KEPT) parsed.clear();
  parsed.set(text, term);
  return term;
}

/** Replaces names: type parameters by variables, names of a module by the keys of their declarations. */
export function mapNames(term: Term, replace: (base: string) => Term | undefined): Term {
  switch (term.kind) {
    case 'name': {
      const found = replace(term.base);
      if (term.args.length === 0) return found ?? term;
      const base = found?.kind === 'name' ? found.base : term.base;
      const args = term.args.map((arg) => mapNames(arg, replace));
      return { ...term, base, args, key: `${base}<${args.map(({ key }) => key).join(', ')}>` };
    }
    case 'wrap': {
      const of = mapNames(term.of, replace);
      return { ...term, of, key: `${term.prefix}${of.key}` };
    }
    case 'union':
    case 'intersection':
      return several(
        term.kind,
        term.of.map((one) => mapNames(one, replace)),
      );
    default:
      return term;
  }
}

export function hasVariable(term: Term): boolean {
  if (term.kind === 'variable') return true;
  if (term.kind === 'name') return term.args.some(hasVariable);
  if (term.kind === 'wrap') return hasVariable(term.of);
  return (term.kind === 'union' || term.kind === 'intersection') && term.of.some(hasVariable);
}
