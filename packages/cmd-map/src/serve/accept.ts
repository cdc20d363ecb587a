// Which form an answer takes: `Accept` as RFC 9110 (12.5.1) means it. Where two forms are as welcome, it is JSON.

export type Format = 'json' | 'cbor' | 'stringref';

/** In the order in which they are preferred. */
const FORMS: { format: Format; subtype: string; stringref: boolean }[] = [
  { format: 'json', subtype: 'json', stringref: false },
  { format: 'cbor', subtype: 'cbor', stringref: false },
  { format: 'stringref', subtype: 'cbor', stringref: true },
];

export const TYPES: Record<Format, string> = {
  json: 'application/json',
  cbor: 'application/cbor',
  stringref: 'application/cbor;stringref=true',
};

export interface MediaType {
  type: string;
  subtype: string;
  /** In lower case; values without their quotes. */
  params: Map<string, string>;
}

const PIECES = /;\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s;"]*)\s*/gy;
const TYPE = /^\s*([\w!#$%&'*+.^`|~-]+)\/([\w!#$%&'*+.^`|~-]+)\s*/;

const unquoted = (text: string): string =>
  text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text;

/** `undefined` for a text that is none. */
export function parseMediaType(text: string): MediaType | undefined {
  const [whole = '', type, subtype] = TYPE.exec(text) ?? [];
  if (type === undefined || subtype === undefined) return undefined;
  const params = new Map<string, string>();
  PIECES.lastIndex = whole.length;
  let end = whole.length;
  for (let piece = PIECES.exec(text); piece; piece = PIECES.exec(text)) {
    params.set((piece[1] ?? '').toLowerCase(), unquoted(piece[2] ?? '').toLowerCase());
    end = PIECES.lastIndex;
  }
  if (end !== text.length) return undefined;
  return { type: type.toLowerCase(), subtype: subtype.toLowerCase(), params };
}

/** Splits at commas that are not quoted. */
const listOf = (text: string): string[] => text.match(/(?:"(?:[^"\\]|\\.)*"|[^,"]|")+/g) ?? [];

const WEIGHT = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

interface Range extends MediaType {
  weight: number;
}

/** A range that is malformed accepts nothing. */
function parseRange(text: string): Range[] {
  const media = parseMediaType(text);
  const q = media?.params.get('q') ?? '1';
  if (!media || !WEIGHT.test(q)) return [];
  // What follows the weight was once an extension of `Accept`, and says nothing of the type.
  const names = [...media.params.keys()];
  if (names.includes('q'))
    for (const name of names.slice(names.indexOf('q'))) media.params.delete(name);
  return [{ ...media, weight: Number(q) }];
}

/** How exactly a range means a form: 0 not at all, more is more specific. */
function precision({ type, subtype, params }: Range, form: (typeof FORMS)[number]): number {
  if (type === '*') return subtype === '*' && params.size === 0 ? 1 : 0;
  if (type !== 'application') return 0;
  if (subtype === '*') return params.size === 0 ? 2 : 0;
  if (subtype !== form.subtype) return 0;
  if (params.size === 0) return 3;
  const asked = params.get('stringref');
  const others = params.size - (asked === undefined ? 0 : 1) - (params.has('charset') ? 1 : 0);
  if (others > 0) return 0;
  if (asked === undefined) return form.subtype === 'json' ? 4 : 0;
  return form.subtype === 'cbor' && (asked === 'true') === form.stringref ? 4 : 0;
}

/** The weight of the most specific range that means the form. */
function weightOf(form: (typeof FORMS)[number], ranges: Range[]): number {
  let best = 0;
  let weight = 0;
  for (const range of ranges) {
    const found = precision(range, form);
    if (found > best) {
      best = found;
      weight = range.weight;
    } else if (found === best && found > 0) weight = Math.max(weight, range.weight);
  }
  return weight;
}

export interface Accepted {
  /** `undefined`: nothing that we have is acceptable. */
  format: Format | undefined;
  /** The caller leaves the choice to us: no `Accept`, or a `*` decides. */
  isOurs: boolean;
}

function negotiate(header: string): Accepted {
  const ranges = listOf(header).flatMap(parseRange);
  const weighed = FORMS.map((form) => ({ form, weight: weightOf(form, ranges) }));
  const most = Math.max(...weighed.map(({ weight }) => weight));
  const best = most > 0 ? weighed.find(({ weight }) => weight === most) : undefined;
  const isOurs = ranges.every(({ type }) => type === '*') && best !== undefined;
  return { format: best?.form.format, isOurs };
}

/** Callers send few different headers, again and again. */
const known = new Map<string, Accepted>();
const MOST_KNOWN = 100;

export function acceptedFormat(header: string | undefined): Accepted {
  if (header === undefined || header.trim() === '') return { format: 'json', isOurs: true };
  const found = known.get(header);
  if (found) return found;
  const accepted = negotiate(header);
  if (known.size >= MOST_KNOWN) known.clear();
  if (header.length < 500) known.set(header, accepted);
  return accepted;
}
