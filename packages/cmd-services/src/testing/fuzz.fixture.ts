// Texts that are nearly right: a good one, cut, repeated, and mixed with the marks of its language. The same in every run.
import { generator } from '../classifier/svm.ts';

const YAML = '\n \t \0 : - [ ] { } " \' | > # ? ~ , % é & * << !!x &a *a 0x1 orgs'.split(' ');
const JSON_MARKS = '\n \t \0 : [ ] { } " , - . \\ é 1e999 \\u12 null tru "query" "org"'.split(' ');
const HTTP = ['\r\n', '\r\n\r\n', ' ', 'Content-Length: 9\r\n', 'HTTP/1.1', '999'];

export const MARKS = {
  yaml: [...YAML, ' ', '  ', '- ', '\ud800'],
  json: [...JSON_MARKS, ' ', '\ud800'],
  http: [...HTTP, ...JSON_MARKS],
};

interface Fuzz {
  seeds: readonly string[];
  marks: readonly string[];
  rounds: number;
}

const MOST_MARKS = 12;
const MOST_CUT = 40;

/** Every fourth is nothing but noise; of the others a good text has some noise in place of a piece of it. */
export function* fuzzed({ seeds, marks, rounds }: Fuzz): Generator<Uint8Array> {
  const random = generator(1);
  const below = (limit: number): number => Math.floor(random() * limit);
  const noise = (): string =>
    Array.from({ length: below(MOST_MARKS) }, () => marks[below(marks.length)]).join('');
  for (let round = 0; round < rounds; round += 1) {
    const seed = round % 4 === 0 ? '' : (seeds[below(seeds.length)] ?? '');
    const cut = below(seed.length + 1);
    const text = seed.slice(0, cut) + noise() + seed.slice(cut + below(MOST_CUT));
    const bytes = new TextEncoder().encode(text);
    if (bytes.length > 0 && below(8) === 0) bytes[below(bytes.length)] = below(256);
    yield bytes;
  }
}

/** Brackets as deep as a stack: what walks them by recursion would end the process. */
export const DEEP = ['[', '{"a":'].map((open) => new TextEncoder().encode(open.repeat(200_000)));
