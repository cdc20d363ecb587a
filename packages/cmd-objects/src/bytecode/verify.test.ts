// Each thing that the verifier refuses, and what it lets pass.
import { describe, expect, it } from 'vitest';
import { chunkOf, errorOf, type Instruction, run } from '../../test/bytecode-host.ts';
import type { Chunk } from './chunk.ts';
import { verify } from './verify.ts';

const problemOf = (code: readonly Instruction[], parts: Partial<Chunk> = {}) =>
  errorOf(() => verify(chunkOf(code, parts))).message;

const inner = chunkOf(['RETURN_NIL']);

describe('operands', () => {
  it.each([
    [['CONST', 1], { constants: ['a'] }, 'CONST of constant 1, and there are 1, at byte 0'],
    [['CONST', 0], { constants: [inner] }, 'CONST of constant 0, which is a block, at byte 0'],
    [
      ['MAKE_BLOCK', 0, 0],
      { constants: ['a'] },
      'MAKE_BLOCK of constant 0, which is no block, at byte 0',
    ],
    [['LOAD_IVAR', 0], { constants: [5] }, 'LOAD_IVAR of constant 0, which is no text, at byte 0'],
    [
      ['SEND_CLASS', 0, 1, 0],
      { constants: ['A'] },
      'SEND_CLASS of constant 1, and there are 1, at byte 0',
    ],
    [['SEND_SELF', 0, 0], {}, 'SEND_SELF of constant 0, and there are 0, at byte 0'],
    [['LOAD_LOCAL', 2], { localCount: 2 }, 'LOAD_LOCAL of local 2, and there are 2, at byte 0'],
    [['NEW_LOCAL', 0], {}, 'NEW_LOCAL of local 0, and there are 0, at byte 0'],
    [
      ['LOAD_PARAM', 1],
      { parameters: ['x'] },
      'LOAD_PARAM of parameter 1, and there are 1, at byte 0',
    ],
    [['LOAD_CAPTURE', 0], {}, 'LOAD_CAPTURE of capture 0, and there are 0, at byte 0'],
  ] satisfies [Instruction, Partial<Chunk>, string][])('%j', (instruction, parts, message) => {
    expect(problemOf([instruction, 'RETURN_NIL'], parts)).toBe(message);
  });

  it('of code that is never reached, too', () => {
    expect(problemOf(['RETURN_NIL', ['LOAD_LOCAL', 0]])).toMatch(/LOAD_LOCAL of local 0/);
  });

  it('the variables that a block in it captures', () => {
    const capturing = (source: 'local' | 'parameter' | 'capture', slot: number) =>
      chunkOf(['RETURN_NIL'], { captures: [{ name: 'x', source, slot }] });
    const around = { parameters: ['p'], localCount: 1, captures: [] };
    const check = (constant: Chunk) =>
      problemOf(['RETURN_NIL'], { ...around, constants: [constant] });
    expect(check(capturing('local', 1))).toMatch(
      /capture 0 of a block is local 1, and there are 1/,
    );
    expect(check(capturing('parameter', 1))).toMatch(/parameter 1, and there are 1/);
    expect(check(capturing('capture', 0))).toMatch(/capture 0, and there are 0/);
    expect(() =>
      verify(chunkOf(['RETURN_NIL'], { ...around, constants: [capturing('local', 0)] })),
    ).not.toThrow();
  });

  it('in a block in a block', () => {
    const wrong = chunkOf([['LOAD_LOCAL', 9], 'RETURN']);
    expect(problemOf(['RETURN_NIL'], { constants: [wrong] })).toMatch(/LOAD_LOCAL of local 9/);
  });
});

describe('jumps', () => {
  it.each([
    [[['JUMP', 1], 'RETURN_NIL'], 'JUMP leads out of the code, to 4, at byte 0'],
    [[['JUMP', 100], 'RETURN_NIL'], 'JUMP leads out of the code, to 103, at byte 0'],
    [[['JUMP', -4], 'RETURN_NIL'], 'JUMP leads out of the code, to -1, at byte 0'],
    [[['JUMP', -2], 'RETURN_NIL'], 'JUMP leads into an operand, to 1, at byte 0'],
    [
      ['CONST_NIL', ['JUMP_NIL', -2], 'RETURN_NIL'],
      'JUMP_NIL leads into an operand, to 2, at byte 1',
    ],
  ] satisfies [Instruction[], string][])('%j', (code, message) => {
    expect(problemOf(code)).toBe(message);
  });

  it('to the end only in version 1', () => {
    expect(() => run(chunkOf([['JUMP', 0]], { version: 1 }))).not.toThrow();
    expect(problemOf([['JUMP', 0]])).toMatch(/JUMP leads out of the code/);
    expect(problemOf([['JUMP', 1]], { version: 1 })).toMatch(/JUMP leads out of the code/);
  });
});

describe('the stack', () => {
  it.each([
    [['POP', 'RETURN_NIL'], 'POP takes more than is on the stack, at byte 0'],
    [['CONST_ONE', 'ADD', 'RETURN'], 'ADD takes more than is on the stack, at byte 1'],
    [['RETURN'], 'RETURN takes more than is on the stack, at byte 0'],
    [['CONST_ONE', ['SEND', 0, 1], 'RETURN'], 'SEND takes more than is on the stack, at byte 1'],
    [
      ['CONST_ONE', 'CONST_ONE', ['MAKE_DICTIONARY', 2], 'RETURN'],
      'MAKE_DICTIONARY takes more than is on the stack, at byte 2',
    ],
    [
      ['CONST_ONE', ['MAKE_BLOCK', 1, 2], 'RETURN'],
      'MAKE_BLOCK takes more than is on the stack, at byte 1',
    ],
  ] satisfies [Instruction[], string][])('%j', (code, message) => {
    expect(problemOf(code, { constants: ['x', inner] })).toBe(message);
  });

  it('has the same depth from everywhere', () => {
    const branch = ['CONST_TRUE', ['JUMP_FALSE', 1], 'CONST_ONE', 'RETURN_NIL'] as const;
    expect(problemOf(branch)).toBe('0 or 1 values on the stack, at byte 5');
    const loop = ['CONST_ONE', ['JUMP', -4]] as const;
    expect(problemOf(loop)).toBe('0 or 1 values on the stack, at byte 0');
  });

  it('does not count what is never reached', () => {
    expect(() => verify(chunkOf(['RETURN_NIL', 'POP', 'ADD']))).not.toThrow();
  });

  it('does not grow without end', () => {
    const large = [
      ...Array.from({ length: 0xffff + 1 }, () => 'CONST_ONE' as const),
      'RETURN',
    ] as const;
    expect(problemOf(large)).toMatch(/the stack grows over 65535/);
  });
});

describe('the end', () => {
  it.each([[[]], [['NOP']], [['CONST_ONE', ['JUMP_TRUE', 1], 'RETURN_NIL', 'NOP']]] satisfies [
    Instruction[],
  ][])('%j', (code) => {
    expect(problemOf(code)).toMatch(/the code ends without RETURN/);
    expect(() => verify(chunkOf(code, { version: 1 }))).not.toThrow();
  });
});

it('nothing runs that does not verify', () => {
  expect(errorOf(() => run(chunkOf(['ADD', 'RETURN']))).type).toBe('BytecodeError');
});
