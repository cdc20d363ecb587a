import { describe, expect, it } from 'vitest';
import { decodeFrame } from '../daemon/decode-frame.ts';
import { frame, FrameReader, whyNot } from './frames.ts';

const encode = (fields: string[]): Buffer =>
  Buffer.from(`${fields.length}\0${fields.join('\0')}\0`);

let seed = 11;
const random = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
const TEXTS = ['', 'a', '\n', 'é€😀', '5', '99999', '\u0001\u007f', 'x'.repeat(5000)];
const someFields = (): string[] =>
  Array.from({ length: 1 + random(6) }, () => TEXTS[random(TEXTS.length)] ?? '');

describe('messages', () => {
  it('come whole from pieces of any size', () => {
    for (let round = 0; round < 300; round++) {
      const messages = Array.from({ length: 1 + random(5) }, someFields);
      const bytes = Buffer.concat(messages.map(encode));
      const reader = new FrameReader();
      const got = [];
      for (let at = 0; at < bytes.length;) {
        const size = 1 + random(round % 2 ? 9 : 4000);
        reader.push(bytes.subarray(at, at + size));
        at += size;
        for (let one = reader.next(); one; one = reader.next()) got.push(one);
      }
      expect(got).toEqual(messages);
    }
  });

  it('have a count and a limit', () => {
    for (const [bytes, why] of [
      ['x\0', 'count'],
      ['-1\0', 'count'],
      ['123456\0', 'count'],
      ['\0', 'count'],
      ['5\0abcdefghijk\0', 'more than 10 bytes'],
      ['abcdefghijkl', 'more than 10'],
    ] as const) {
      const reader = new FrameReader(10);
      reader.push(Buffer.from(bytes));
      expect(() => reader.next()).toThrow(why);
      expect(reader.isLost).toBe(true);
    }
  });

  it('are not limited together', () => {
    const reader = new FrameReader(20);
    for (let count = 0; count < 100; count++) {
      reader.push(encode(['abcdefgh']));
      expect(reader.next()).toEqual(['abcdefgh']);
    }
  });
});

describe('frames', () => {
  it('are read as they were written', () => {
    for (let round = 0; round < 200; round++) {
      const fields = someFields();
      const bytes = frame('v', fields, 'bytes');
      expect(decodeFrame(bytes)).toEqual({ kind: 'v', fields, size: bytes.length });
      expect(decodeFrame(bytes.subarray(0, random(bytes.length)))).toBeNull();
    }
  });

  it('count characters, or bytes', () => {
    expect(String(frame('v', ['é€😀'], 'characters'))).toBe('v00000010000000000000011       3é€😀');
    expect(String(frame('v', ['é€😀'], 'bytes'))).toBe('v00000010000000000000017       9é€😀');
  });

  it('may be garbage', () => {
    for (let round = 0; round < 500; round++) {
      const bytes = frame('v', someFields(), 'bytes');
      for (let count = 0; count < 3; count++) bytes[random(bytes.length)] = random(256);
      try {
        decodeFrame(bytes);
      } catch (error) {
        expect((error as Error).message).toMatch(/no frame|too large|wrong length/);
      }
    }
    expect(() => decodeFrame(Buffer.from(`v${'9'.repeat(23)}`))).toThrow('too large');
  });

  it('hold no NUL', () => {
    expect(whyNot(['a', 'b\0'])).toMatch(/NUL/);
    expect(whyNot(['a', 'b'])).toBeNull();
  });
});
