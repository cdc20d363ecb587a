// CBOR in both directions: the vectors of the protocol, string references, and bytes that are none.
import { createHash } from 'node:crypto';
import { encode as reference } from 'cborg';
import { describe, expect, it } from 'vitest';
import { CBOR_VECTORS, QUERY } from '../../test/protocol.ts';
import { decodeCbor } from './decode.ts';
import { CborWriter, encodeCbor } from './encode.ts';

const hex = (text: string): Uint8Array =>
  Uint8Array.from(Buffer.from(text.replace(/\s/g, ''), 'hex'));
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function referred(...values: unknown[]): Uint8Array {
  const writer = new CborWriter({ stringref: true });
  for (const value of values) writer.write(value);
  return writer.end({ batch: values.length > 1 });
}

it.each(CBOR_VECTORS)('the corrected bytes of $name', ({ value, length, begin, sha256 }) => {
  const bytes = encodeCbor(value);
  expect(bytes).toHaveLength(length);
  expect(toHex(bytes).startsWith(begin)).toBe(true);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  const decoded = decodeCbor(bytes);
  expect(JSON.stringify(decoded)).toBe(JSON.stringify(value));
});

describe('values', () => {
  it.each([
    0,
    23,
    24,
    255,
    256,
    65_535,
    65_536,
    4_294_967_296,
    -1,
    -500,
    1.5,
    true,
    false,
    null,
    '',
    'é',
    '\ufffd',
  ])('%j comes back', (value) => {
    expect(decodeCbor(encodeCbor(value))).toBe(value);
    expect(decodeCbor(encodeCbor({ list: [value, [value]] }))).toEqual({ list: [value, [value]] });
  });

  it('a list of messages', () => {
    const writer = new CborWriter();
    writer.write({ a: 1 });
    writer.write('b');
    expect(decodeCbor(writer.end({ batch: true }))).toEqual([{ a: 1 }, 'b']);
  });

  it('a key named __proto__ is a key', () => {
    const value = JSON.parse('{"__proto__": 1}') as unknown;
    expect(JSON.stringify(decodeCbor(encodeCbor(value)))).toBe('{"__proto__":1}');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('string references', () => {
  // The example of the specification, http://cbor.schmorp.de/stringref
  it('the example of the specification', () => {
    const value = [
      { name: 'Cocktail', count: 417, rank: 4 },
      { rank: 4, count: 312, name: 'Bath' },
      { count: 691, name: 'Food', rank: 4 },
    ];
    const bytes = hex(`d90100 83
      a3 446e616d65 48436f636b7461696c 45636f756e74 1901a1 4472616e6b 04
      a3 d81903 04 d81902 190138 d81900 4442617468
      a3 d81902 1902b3 d81900 44466f6f64 d81903 04`);
    // It has byte strings for keys, which are not ours: as texts it is the same but for their heads.
    const asText = hex(
      toHex(bytes)
        .replace('446e616d65', '646e616d65')
        .replace('48436f63', '68436f63')
        .replace('45636f75', '65636f75')
        .replace('4472616e', '6472616e')
        .replace('4442617468', '6442617468')
        .replace('44466f6f64', '64466f6f64'),
    );
    expect(decodeCbor(asText)).toEqual(value);
    expect(toHex(referred(value))).toBe(toHex(asText));
  });

  it('strings that are too short for their number are not counted', () => {
    // The second example of the specification: 32 strings, of which a few get numbers.
    const texts = [
      ...'1 222 333 4 555 666 777 888 999 aaa bbb ccc ddd eee fff ggg hhh iii jjj kkk lll mmm nnn ooo ppp qqq rrr'.split(
        ' ',
      ),
      '333',
      'ssss',
      'qqq',
      'rrr',
      'ssss',
    ];
    const bytes = referred(texts);
    expect(decodeCbor(bytes)).toEqual(texts);
    expect(toHex(bytes)).toContain('d81901');
    // `rrr` would be number 24, which takes more bytes than it has.
    expect(toHex(bytes).split('63727272')).toHaveLength(3);
    expect(toHex(bytes).endsWith('d8191763727272d8191818')).toBe(true);
  });

  it('one message of several values refers across them', () => {
    const bytes = referred(QUERY, QUERY);
    expect(decodeCbor(bytes)).toEqual([QUERY, QUERY]);
    expect(bytes.length).toBeLessThan(encodeCbor([QUERY, QUERY]).length * 0.6);
  });

  it('a namespace inside of another has numbers of its own', () => {
    const bytes = hex('d90100 83 63616161 d90100 82 63626262 d81900 d81900');
    expect(decodeCbor(bytes)).toEqual(['aaa', ['bbb', 'bbb'], 'aaa']);
  });

  it.each([
    ['without a namespace', 'd81900', 2],
    ['to what is not there', 'd90100 82 63616161 d81901', 10],
    ['that is no number', 'd90100 82 63616161 d8196161', 10],
  ])('a reference %s', (_name, bytes, offset) => {
    expect(() => decodeCbor(hex(bytes))).toThrow(
      expect.objectContaining({ offset, name: 'CborError' }),
    );
  });
});

describe('what is not taken, and where', () => {
  it.each([
    ['nothing', '', 0, 'too early|did not find'],
    ['a text without its end', '6261', 0, 'not enough'],
    ['a list without its end', '8201', 2, 'not enough|too early'],
    ['an enormous list', '9bffffffffffffffff', 0, ''],
    ['something behind its end', '0101', 1, 'follows its end'],
    ['a list of no length', '9f01ff', 0, 'indefinite'],
    ['a number that is longer than it must be', '1801', 0, ''],
    ['a key twice', 'a2616101616102', 4, 'repeat'],
    ['a key that is no text', 'a10102', 1, 'non-string'],
    ['undefined', 'f7', 0, 'undefined'],
    ['not a number', 'f97e00', 0, ''],
    ['another tag', 'c000', 0, 'tag'],
    ['a text that is not UTF-8', '62c328', 0, 'UTF-8'],
    ['a break alone', 'ff', 0, ''],
  ])('%s', (...[, bytes, offset, message]) => {
    const decode = (): unknown => decodeCbor(hex(bytes));
    expect(decode).toThrow(expect.objectContaining({ name: 'CborError' }));
    expect(decode).toThrow(new RegExp(message));
    expect(decode).toThrow(expect.objectContaining({ offset }));
  });

  it.each(['81', 'a16161', 'd90100'])('nesting by %s', (one) => {
    const most = hex(`${one.repeat(128)}01`);
    if (one !== 'd90100') expect(() => decodeCbor(most)).not.toThrow();
    const offset = (one.length / 2) * 128;
    const deep = hex(`${one.repeat(100_000)}01`);
    expect(() => decodeCbor(deep)).toThrow(expect.objectContaining({ offset }));
  });

  it('random bytes: a value or an error with a place, nothing else', () => {
    const seed = Date.now() % 1_000_000;
    let state = seed;
    const next = (): number => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) >> 8;
    const base = reference(QUERY);
    for (let run = 0; run < 3000; run += 1) {
      const bytes = run % 2 ? Uint8Array.from(base) : new Uint8Array(next() % 64);
      for (let change = 0; change < (run % 2 ? 3 : bytes.length); change += 1)
        bytes[next() % bytes.length] = next() & 255;
      try {
        decodeCbor(bytes);
      } catch (error) {
        const said = `seed ${seed}, ${toHex(bytes)}: ${String(error)}`;
        expect((error as Error).name, said).toBe('CborError');
        expect((error as { offset: number }).offset, said).toBeLessThanOrEqual(bytes.length);
      }
    }
  });
});
