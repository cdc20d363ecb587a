// Case 82 and the round trips: what is read, what is written, and what is refused where.
import { describe, expect, it } from 'vitest';
import { chunkOf, errorOf } from '../../test/bytecode-host.ts';
import { Chunk, type Constant, MAX_BYTES } from './chunk.ts';
import { bytesOf, hexOf } from './hex.ts';
import { read } from './read.ts';
import { verify } from './verify.ts';
import { write } from './write.ts';

const hex = (...parts: string[]) => bytesOf(parts.join('').replaceAll(' ', ''));
const HEADER_2 = '54544243 0002 0000';
/** No parameters, locals, captures, debug information. */
const REST = '00 00 00 00';
const CODE = '00000001 f1';

const reading = (...parts: string[]) => errorOf(() => read(hex(...parts))).message;

describe('round trips', () => {
  const inner = chunkOf([['LOAD_CAPTURE', 0], 'RETURN'], {
    captures: [{ name: 'né', source: 'parameter', slot: 1 }],
  });
  const constants: Constant[] = [
    ...[null, true, false, 0, -1, 2 ** 53 - 1, 2n ** 60n, -(2n ** 63n), 1.5, -0, 1e300, ''],
    ...['text', '\u{1f600}', 'x'.repeat(70_000), [], {}, [1, 'a', [null]], { a: { b: [] } }],
    inner,
  ];
  const outer = chunkOf([['MAKE_BLOCK', constants.length - 1, 0], 'RETURN'], {
    constants,
    parameters: ['x', 'y'],
    localCount: 3,
    captures: [
      { name: 'a', source: 'local', slot: 255 },
      { name: 'b', source: 'ivar', slot: 0 },
      { name: 'c', source: 'capture', slot: 7 },
    ],
    debug: {
      positions: [{ offset: 0, line: 70_000, column: 12 }],
      variables: ['p', '', 'q'],
    },
  });

  it('everything that a chunk can hold', () => {
    expect(read(write(outer))).toEqual(outer);
    expect(hexOf(write(read(write(outer))))).toBe(hexOf(write(outer)));
    expect(() => verify(read(write(outer)))).not.toThrow();
  });

  it('an empty one has 8 + 4 + 2 + 4 bytes and its code', () => {
    expect(hexOf(write(chunkOf(['RETURN_NIL'])))).toBe(
      '5454424300020000' + '00000001f1' + '0000' + '00000000',
    );
    expect(read(hex(HEADER_2, CODE, '0000', REST))).toEqual(chunkOf(['RETURN_NIL']));
  });

  it('what was read does not change with the bytes', () => {
    const bytes = Buffer.from(write(outer));
    const chunk = read(bytes);
    bytes.fill(0);
    expect(chunk).toEqual(outer);
  });

  it('flags: debug 1, captures 2, non-local return 4', () => {
    expect(hexOf(write(outer)).slice(12, 16)).toBe('0003');
    expect(hexOf(write(chunkOf(['CONST_NIL', 'NON_LOCAL_RET']))).slice(12, 16)).toBe('0004');
  });
});

describe('case 82: refusals say where', () => {
  it.each([
    ['', '0 bytes are no bytecode: the header has 8, at byte 0'],
    ['54544243000100', '7 bytes are no bytecode: the header has 8, at byte 0'],
    ['54544244 0001 0000', 'no TTBC, at byte 0'],
    ['54544243 0003 0000', 'version 3, and 2 is the newest known, at byte 4'],
    ['54544243 0000 0000', 'version 0, and 2 is the newest known, at byte 4'],
  ])('%s', (bytes, message) => {
    expect(reading(bytes)).toBe(message);
  });

  it('version 2 to a reader of version 1', () => {
    const bytes = write(chunkOf(['RETURN_NIL']));
    expect(errorOf(() => read(bytes, { newest: 1 })).message).toBe(
      'version 2, and 1 is the newest known, at byte 4',
    );
    expect(read(bytes).version).toBe(2);
  });

  it('every container that is cut off anywhere', () => {
    const whole = write(
      chunkOf([['MAKE_BLOCK', 1, 0], ['LOAD_PARAM', 0], 'RETURN'], {
        constants: ['text', chunkOf(['RETURN_NIL']), 5, 1.5, [1]],
        parameters: ['x'],
        captures: [{ name: 'a', source: 'ivar', slot: 0 }],
        debug: { positions: [{ offset: 0, line: 1, column: 0 }], variables: ['v'] },
      }),
    );
    for (let length = 0; length < whole.length; length++) {
      const error = errorOf(() => read(whole.subarray(0, length)));
      expect(error.type).toBe('BytecodeError');
      expect(error.message).toMatch(/, at byte \d+$/);
    }
    expect(read(whole).parameters).toEqual(['x']);
  });

  it.each([
    [
      'a length out of the file',
      'ffffffff',
      /4294967295 bytes of code are needed, 0 are left, at byte 12/,
    ],
    ['an unknown tag', `${CODE} 0001 09`, /no constant has the tag 9, at byte 15/],
    ['bad UTF-8', `${CODE} 0001 05 00000001 ff`, /a text is not UTF-8, at byte 20/],
    ['bad JSON', `${CODE} 0001 06 00000001 5b`, /neither a list nor a dictionary, at byte 20/],
    ['JSON that is no list', `${CODE} 0001 06 00000001 31`, /neither a list/],
    ['bytes too many', `${CODE} 0000 ${REST} 00`, /1 bytes too many, at byte 19/],
    [
      'an unknown source of a capture',
      `${CODE} 0000 00 00 01 0161 04 00 00`,
      /no source of a capture is 4, at byte 20/,
    ],
    [
      'an unknown mark',
      `${CODE} 0000 00 00 00 02`,
      /the mark of debug information is 2, at byte 18/,
    ],
    ['no opcode', '00000001 ff 0000 00000000', /0xff is no opcode/],
    ['code that ends in an operand', '00000002 10 00 0000 00000000', /the code ends within CONST/],
  ])('%s', (_, bytes, message) => {
    expect(reading(HEADER_2, bytes)).toMatch(message);
  });

  it('flags that are not those of the chunk', () => {
    expect(reading('54544243 0002 0001', CODE, '0000', REST)).toBe(
      'the flags are 1, not 0, at byte 6',
    );
    expect(reading('54544243 0002 8000', CODE, '0000', REST)).toMatch(/the flags are 32768/);
  });

  it('more than a megabyte', () => {
    expect(errorOf(() => read(new Uint8Array(MAX_BYTES + 1))).type).toBe('BytecodeError');
    expect(errorOf(() => bytesOf('00'.repeat(MAX_BYTES + 1))).type).toBe('BytecodeError');
    const large = chunkOf(['RETURN_NIL'], { constants: ['x'.repeat(MAX_BYTES)] });
    expect(errorOf(() => write(large)).type).toBe('BytecodeError');
  });

  it.each([1, 2] as const)('version %d: blocks more than 50 deep', (version) => {
    const nested = (depth: number): Chunk =>
      depth === 1
        ? chunkOf(['RETURN_NIL'], { version })
        : chunkOf([['MAKE_BLOCK', 0, 0], 'RETURN'], { version, constants: [nested(depth - 1)] });
    expect(() => read(write(nested(50)))).not.toThrow();
    expect(errorOf(() => write(nested(51))).message).toMatch(/more than 50 deep/);
    // By hand, as no writer does it: each container around the one before.
    let bytes: Uint8Array = write(nested(1));
    const version4 = version.toString(16).padStart(4, '0');
    for (let depth = 2; depth <= 51; depth++) {
      const length = version === 1 ? 4 : 8;
      const size = bytes.length.toString(16).padStart(length, '0');
      const constant = (version === 1 ? '' : '07') + size + hexOf(bytes);
      bytes = hex('54544243', version4, '0000 00000005 a0000000 f0 0001', constant, REST);
    }
    expect(errorOf(() => read(bytes)).message).toMatch(/blocks are nested more than 50 deep/);
  });

  it('lists more than 50 deep', () => {
    const json = (depth: number) => {
      const text = '['.repeat(depth) + ']'.repeat(depth);
      const bytes = hexOf(new TextEncoder().encode(text));
      return hex(HEADER_2, CODE, '0001 06', text.length.toString(16).padStart(8, '0'), bytes, REST);
    };
    expect(() => read(json(50))).not.toThrow();
    expect(errorOf(() => read(json(51))).message).toMatch(/a list is nested more than 50 deep/);
    expect(errorOf(() => read(json(100_000))).type).toBe('BytecodeError');
  });

  it('a block of another version within', () => {
    const inner = hexOf(write(chunkOf(['RETURN_NIL'], { version: 1 })));
    const size = (inner.length / 2).toString(16).padStart(8, '0');
    expect(reading(HEADER_2, CODE, '0001 07', size, inner, REST)).toMatch(
      /a block of version 1 in one of 2, at byte 20/,
    );
  });

  it('hex that is none', () => {
    expect(errorOf(() => bytesOf('5454zz')).message).toBe("'z' is no hex digit, at byte 2");
    expect(errorOf(() => bytesOf('545')).message).toBe('half a byte, at byte 1');
  });

  it('what does not fit into its field is not cut off', () => {
    const long = chunkOf(['RETURN_NIL'], { parameters: ['x'.repeat(256)] });
    expect(errorOf(() => write(long)).message).toMatch(/256 does not fit/);
    const text = chunkOf(['RETURN_NIL'], { version: 1, constants: ['x'.repeat(70_000)] });
    expect(errorOf(() => write(text)).message).toMatch(/70000 does not fit/);
  });
});
