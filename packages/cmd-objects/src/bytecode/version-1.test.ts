// Containers of version 1, byte by byte as the table of opcodes has them.
import { describe, expect, it } from 'vitest';
import { chunkOf, errorOf, type Instruction, run, TestHost } from '../../test/bytecode-host.ts';
import { Block } from '../values/block.ts';
import type { Value } from '../values/value.ts';
import { LocalCell } from './cell.ts';
import { bytesOf, hexOf } from './hex.ts';
import { read } from './read.ts';
import { BytecodeBlock } from './vm.ts';
import { write } from './write.ts';

/** Magic, version and flags; then what is given, without its spaces. */
const container = (...parts: string[]) =>
  bytesOf(['54544243 0001 0000', ...parts].join('').replaceAll(' ', ''));

function call(bytes: Uint8Array, args: readonly Value[], captured: readonly Value[] = []): Value {
  const captures = captured.map((value) => new LocalCell(value));
  return new BytecodeBlock(read(bytes), { captures, host: new TestHost() }).call(args);
}

const NO_CONSTANTS = '0000';
/** No locals, no captures, no debug information. */
const REST = '00 00 00';

const SUM = container('00000006 2200 2201 50 f0', NO_CONSTANTS, '02 0161 0162', REST);
const SIGN = container(
  '0000000f 2200 14 64 820004 100000 f0 100001 f0',
  '0002 0008 706f736974697665 000c 6e6f6e2d706f736974697665',
  '01 016e',
  REST,
);
const LOOP = container(
  '00000021 14 2100 15 2101 2001 2200 63 820010',
  '2000 2001 50 2100 2001 15 50 2101 80ffe8 2000 f0',
  NO_CONSTANTS,
  '01 016e 02 00 00',
);

describe('case 81', () => {
  it('adds two parameters', () => {
    expect(call(SUM, ['10', '5'])).toBe('15');
    expect(call(SUM, [10, 5])).toBe('15');
  });

  it('(4 + 1) * 2', () => {
    const code = '0000000a 100000 15 50 100001 52 f0';
    expect(call(container(code, '0002 0001 34 0001 32', '00', REST), [])).toBe('10');
  });

  it('positive or not', () => {
    expect(['3', '0', '-2'].map((n) => call(SIGN, [n]))).toEqual([
      ...['positive', 'non-positive', 'non-positive'],
    ]);
  });

  it('sums up to n in a loop', () => {
    expect(['10', '0', '1000'].map((n) => call(LOOP, [n]))).toEqual(['55', '0', '500500']);
  });

  it('concatenates', () => {
    const constants = '0002 0005 68656c6c6f 0005 776f726c64';
    expect(call(container('00000008 100000 100001 70 f0', constants, '00', REST), [])).toBe(
      'helloworld',
    );
  });

  it('captures', () => {
    const bytes = container(
      '00000007 3000 100000 50 f0',
      '0001 0001 35',
      '00 00',
      '01 0178 00 00',
      '00',
    );
    expect(call(bytes, [], [10])).toBe('15');
  });

  it('is written as it was read', () => {
    for (const bytes of [SUM, SIGN, LOOP]) expect(hexOf(write(read(bytes)))).toBe(hexOf(bytes));
  });
});

const v1 = (code: readonly Instruction[], constants: string[] = [], parameters = ['a', 'b']) =>
  chunkOf(code, { version: 1, constants, parameters });

describe('values are texts', () => {
  it.each([
    ['ADD', ['2', '3'], '5'],
    ['SUB', ['2', '3'], '-1'],
    ['MUL', ['9007199254740993', '3'], '27021597764222979'],
    ['DIV', ['7', '2'], '3'],
    ['DIV', ['-7', '2'], '-3'],
    ['DIV', ['7', '0'], '0'],
    ['MOD', ['7', '3'], '1'],
    ['MOD', ['7', '0'], '0'],
    ['ADD', ['x', '3'], '3'],
    ['ADD', ['1.5', '3'], '3'],
    ['EQ', ['1', '01'], 'false'],
    ['NE', ['1', '01'], 'true'],
    ['LT', ['9', '10'], 'true'],
    ['LE', ['10', '10'], 'true'],
    ['GT', ['9', '10'], 'false'],
    ['GE', ['9', '10'], 'false'],
    ['AND', ['1', '0'], 'false'],
    ['AND', ['1', 'x'], 'true'],
    ['OR', ['', 'nil'], 'false'],
    ['OR', ['', 'x'], 'true'],
    ['CONCAT', ['00', '7'], '007'],
  ] as const)('%s of %j', (name, args, expected) => {
    expect(run(v1([['LOAD_PARAM', 0], ['LOAD_PARAM', 1], name, 'RETURN']), ...args)).toBe(expected);
  });

  it.each([
    ['NEG', '5', '-5'],
    ['NOT', '0', 'true'],
    ['NOT', 'x', 'false'],
    ['STRLEN', 'héé', '3'],
    ['STRLEN', '', '0'],
  ] as const)('%s of %s', (name, a, expected) => {
    expect(run(v1([['LOAD_PARAM', 0], name, 'RETURN']), a)).toBe(expected);
  });

  it.each([
    ['CONST_NIL', ''],
    ['CONST_TRUE', 'true'],
    ['CONST_FALSE', 'false'],
    ['CONST_ZERO', '0'],
    ['CONST_ONE', '1'],
    ['CONST_EMPTY', ''],
  ] as const)('%s', (name, expected) => {
    expect(run(v1([name, 'RETURN']))).toBe(expected);
  });

  it('a text stays as it is, what is missing is empty, and the end returns what is on the stack', () => {
    expect(run(v1([['LOAD_PARAM', 0], 'RETURN']), '007')).toBe('007');
    expect(run(v1([['LOAD_PARAM', 1], 'RETURN']), '007')).toBe('');
    expect(run(v1([['LOAD_PARAM', 0]]), 'end')).toBe('end');
    expect(run(v1(['NOP']))).toBe('');
    expect(run(v1([]))).toBe('');
    expect(run(v1(['RETURN_NIL']))).toBe('');
    expect(run(v1([['LOAD_PARAM', 0], ['JUMP', 1], 'POP']), 'over')).toBe('over');
  });

  it('numbers, lists and nil from outside become texts', () => {
    const echo = v1([['LOAD_PARAM', 0], 'RETURN']);
    expect([5, true, null, [1, 'a'], 2n ** 60n].map((value) => run(echo, value))).toEqual([
      ...['5', 'true', '', '[1,"a"]', '1152921504606846976'],
    ]);
  });

  it.each([
    ['JUMP_TRUE', ['x', '1', '00'], ['', 'false', '0', 'nil']],
    ['JUMP_FALSE', ['', 'false', '0', 'nil'], ['x', '1', '00']],
    ['JUMP_NIL', ['', 'nil'], ['0', 'false', 'x']],
    ['JUMP_NOT_NIL', ['0', 'false', 'x'], ['', 'nil']],
  ] as const)('%s', (name, taken, notTaken) => {
    const code = v1([['LOAD_PARAM', 0], [name, 2], 'CONST_ZERO', 'RETURN', 'CONST_ONE', 'RETURN']);
    expect(taken.map((value) => run(code, value))).toEqual(taken.map(() => '1'));
    expect(notTaken.map((value) => run(code, value))).toEqual(notTaken.map(() => '0'));
  });

  it('SWAP, ROT, DUP, POP', () => {
    const three = ['CONST_ZERO', 'CONST_ONE', ['CONST', 0]] as const;
    const join = ['CONCAT', 'CONCAT', 'RETURN'] as const;
    expect(run(v1([...three, ...join], ['2']))).toBe('012');
    expect(run(v1([...three, 'SWAP', ...join], ['2']))).toBe('021');
    expect(run(v1([...three, 'ROT', ...join], ['2']))).toBe('120');
    expect(run(v1([...three, 'POP', 'DUP', ...join], ['2']))).toBe('011');
  });
});

describe('lists and dictionaries are JSON', () => {
  const push = (text: number) => [['CONST', text], 'ARRAY_PUSH'] as const;
  const three = ['ARRAY_NEW', ...push(0), ...push(1), ...push(2)] as const;
  const constants = ['1', '2', '3'];

  it.each([
    [[], '["1","2","3"]'],
    [['CONST_ONE', 'ARRAY_AT'], '2'],
    [[['CONST', 2], 'ARRAY_AT'], ''],
    [['CONST_ONE', ['CONST', 2], 'ARRAY_AT_PUT'], '["1","3","3"]'],
    [['ARRAY_LEN'], '3'],
    [['ARRAY_FIRST'], '1'],
    [['ARRAY_LAST'], '3'],
    [['CONST_ZERO', 'ARRAY_REMOVE'], '["2","3"]'],
  ] as const)('list: %j', (code, expected) => {
    expect(run(v1([...three, ...code, 'RETURN'], constants))).toBe(expected);
  });

  it.each([
    [[], '{"1":"2","__proto__":"3"}'],
    [[['CONST', 0], 'OBJECT_AT'], '2'],
    [[['CONST', 2], 'OBJECT_AT'], ''],
    [[['CONST', 0], 'OBJECT_HAS_KEY'], 'true'],
    [[['CONST', 2], 'OBJECT_HAS_KEY'], 'false'],
    [['OBJECT_KEYS'], '["1","__proto__"]'],
    [['OBJECT_VALUES'], '["2","3"]'],
    [[['CONST', 0], 'OBJECT_REMOVE'], '{"__proto__":"3"}'],
    [['OBJECT_LEN'], '2'],
  ] as const)('dictionary: %j', (code, expected) => {
    const two = [
      ...['OBJECT_NEW', ['CONST', 0], ['CONST', 1], 'OBJECT_AT_PUT'],
      ...[['CONST', 3], ['CONST', 2], 'OBJECT_AT_PUT'],
    ] as readonly Instruction[];
    expect(run(v1([...two, ...code, 'RETURN'], [...constants, '__proto__']))).toBe(expected);
  });

  it('what is no list is an empty one', () => {
    expect(run(v1([['LOAD_PARAM', 0], 'ARRAY_LEN', 'RETURN']), 'x')).toBe('0');
    expect(run(v1([['LOAD_PARAM', 0], 'OBJECT_KEYS', 'RETURN']), '[1]')).toBe('[]');
  });
});

describe('blocks and messages', () => {
  const counter = chunkOf(
    [['LOAD_CAPTURE', 0], 'CONST_ONE', 'ADD', 'DUP', ['STORE_CAPTURE', 0], 'RETURN'],
    { version: 1, captures: [{ name: 'n', source: 'local', slot: 0 }] },
  );
  const around = chunkOf(
    [
      ['CONST', 0],
      ['STORE_LOCAL', 0],
      ['MAKE_CAPTURE', 0],
      ['MAKE_BLOCK', 1, 1],
      'DUP',
      'BLOCK_VALUE',
      'POP',
      ['INVOKE_BLOCK', 0],
      ['LOAD_LOCAL', 0],
      'CONCAT',
      'RETURN',
    ],
    { version: 1, constants: ['10', counter], localCount: 1 },
  );

  it('a block in a block captures by reference, and is a text among the constants', () => {
    expect(run(read(write(around)))).toBe('1212');
    expect(hexOf(write(read(write(around))))).toBe(hexOf(write(around)));
  });

  it('a block that goes out is known by its id, and can be called by it', () => {
    const host = new TestHost();
    const make = chunkOf([['MAKE_BLOCK', 0, 0], 'CONST_EMPTY', 'CONCAT', 'RETURN'], {
      version: 1,
      constants: [chunkOf(['CONST_ONE', 'RETURN'], { version: 1 })],
    });
    const id = new BytecodeBlock(make, { captures: [], host }).call([]);
    expect(id).toMatch(/^bytecode_block_\d+$/);
    const invoke = v1([['LOAD_PARAM', 0], ['INVOKE_BLOCK', 0], 'RETURN']);
    expect(run(invoke, id)).toBe('1');
    expect(errorOf(() => run(invoke, 'bytecode_block_0')).type).toBe('TypeError');
    const value = run(
      v1([['LOAD_PARAM', 0], 'RETURN']),
      new BytecodeBlock(make, { captures: [], host }),
    );
    expect(value).toBeInstanceOf(Block);
  });

  it('messages carry texts; a selector may have its colons', () => {
    const host = new TestHost();
    host.methods.set('at_put_', ([, value = null]) => [value as string]);
    const code = chunkOf(
      [
        ...([['LOAD_PARAM', 0], 'CONST_ONE', 'CONST_ZERO', ['SEND', 0, 2], 'POP'] as const),
        ...(['CONST_ONE', 'CONST_ZERO', ['SEND_SELF', 0, 2], 'POP'] as const),
        ...(['CONST_ONE', 'CONST_ZERO', ['SEND_CLASS', 1, 0, 2], 'POP'] as const),
        ...(['CONST_ONE', 'CONST_ZERO', ['SEND_SUPER', 0, 2], 'POP'] as const),
        ...([['LOAD_IVAR', 2], 'CONST_ONE', 'ADD', 'DUP', ['STORE_IVAR', 2], 'RETURN'] as const),
      ],
      { version: 1, constants: ['at:put:', 'Counter', 'value'], parameters: ['x'] },
    );
    host.variables.set('value', 41);
    expect(new BytecodeBlock(code, { captures: [], host }).call([5])).toBe('42');
    expect(host.variables.get('value')).toBe('42');
    expect(host.log).toEqual(
      ['5', 'thing_1', 'Counter', 'super'].map((who) => `${who} at_put_(1,0)`),
    );
  });

  it('a captured variable of the object is read and written through', () => {
    const host = new TestHost();
    host.variables.set('value', 1);
    const inner = chunkOf(
      [['LOAD_CAPTURE', 0], 'CONST_ONE', 'ADD', ['STORE_CAPTURE', 0], 'RETURN_NIL'],
      {
        version: 1,
        captures: [{ name: 'value', source: 'ivar', slot: 0 }],
      },
    );
    const outer = chunkOf([['MAKE_BLOCK', 0, 0], 'BLOCK_VALUE', 'RETURN'], {
      version: 1,
      constants: [inner],
    });
    new BytecodeBlock(outer, { captures: [], host }).call([]);
    expect(host.variables.get('value')).toBe('2');
  });

  it('NON_LOCAL_RET without a method is a DeadFrame', () => {
    const host = new TestHost();
    host.home = null;
    const block = new BytecodeBlock(v1(['CONST_ONE', 'NON_LOCAL_RET']), { captures: [], host });
    expect(errorOf(() => block.call([])).type).toBe('DeadFrame');
  });

  it('opcodes of version 2 are none', () => {
    expect(errorOf(() => run(v1(['LOAD_SELF', 'RETURN']))).message).toBe(
      '0x17 is no opcode, at byte 0',
    );
  });
});
