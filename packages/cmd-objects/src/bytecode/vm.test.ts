// What the machine promises beside the meaning of its opcodes: runs do not disturb each other, and all of them end.
import { describe, expect, it } from 'vitest';
import { chunkOf, errorOf, ready, run, TestHost } from '../../test/bytecode-host.ts';
import { assign, attempt, binary, block, list, postfix } from '../../test/bytecode-tree.ts';
import { self, send } from '../../test/bytecode-tree.ts';
import { blockOf, releaseBlock } from '../values/block.ts';
import type { Value } from '../values/value.ts';
import { LocalCell } from './cell.ts';
import { MAX_CALLS } from './limits.ts';
import { BytecodeBlock } from './vm.ts';

/** Sends `again_` with its argument, less one, until that is 0; adds up what it had before each message. */
const descending = () => {
  const host = new TestHost();
  const rest = send(self, 'again_', binary('n', '-', 1));
  const below = block('', binary('kept', '+', rest));
  const body = block(
    'n | kept',
    assign('kept', 'n'),
    postfix(binary('n', '<=', 0), 'ifTrue:ifFalse:', block('', 0), below),
  );
  const recursive = ready(body, { host });
  host.methods.set('again_', (args) => recursive.call(args));
  return recursive;
};

describe('re-entrancy', () => {
  it('a message may call the same block while it waits', () => {
    expect(descending().call([10])).toBe(55);
  });

  it('an error on the way leaves nothing behind', () => {
    const host = new TestHost();
    const failing = ready(block('x', binary('x', '+', send(self, 'fail'))), { host });
    for (let round = 0; round < 2 * MAX_CALLS; round++) {
      expect(errorOf(() => failing.call([1])).type).toBe('MessageNotUnderstood');
    }
    host.methods.set('fail', () => 2);
    expect(failing.call([1])).toBe(3);
  });

  it('blocks of one chunk have cells of their own', () => {
    const body = block('', assign('n', binary('n', '+', 1)));
    const [one, two] = [1, 10].map((n) => ready(body, { cells: { n: new LocalCell(n) } }));
    expect([one?.call([]), two?.call([]), one?.call([])]).toEqual([2, 11, 3]);
  });

  it('arguments are neither kept nor changed', () => {
    const args = [1];
    const swap = ready(block('x y', assign('x', 5), assign('y', 6), list('x', 'y')));
    expect(swap.call(args)).toEqual([5, 6]);
    expect(args).toEqual([1]);
    expect(swap.call([1, 2, 3])).toEqual([5, 6]);
  });
});

describe('limits', () => {
  it(`blocks call each other up to ${MAX_CALLS} deep`, () => {
    const recursive = descending();
    expect(recursive.call([MAX_CALLS - 1])).toBe(((MAX_CALLS - 1) * MAX_CALLS) / 2);
    expect(errorOf(() => recursive.call([MAX_CALLS])).type).toBe('DepthExceeded');
    expect(recursive.call([10])).toBe(55);
  });

  it('a block without end is caught by try:catch: like other errors', () => {
    const host = new TestHost();
    const endless = ready(block('', send(self, 'again')), { host });
    host.methods.set('again', () => endless.call([]));
    const caught = ready(block('', attempt(block('', send(self, 'again')), block('e', 'e'))), {
      host,
    });
    expect(caught.call([])).toBe(
      `DepthExceeded: blocks call each other more than ${MAX_CALLS} deep`,
    );
  });

  it('what overflows the stack of the engine is DepthExceeded', () => {
    const host = new TestHost();
    const overflow = (): Value => [overflow()] as Value;
    host.methods.set('again', overflow);
    expect(errorOf(() => ready(block('', send(self, 'again')), { host }).call([])).type).toBe(
      'DepthExceeded',
    );
  });

  it('steps are counted over loops and over blocks that are called', () => {
    const forever = ready(block('', postfix(block('', true), 'whileTrue:', block(''))));
    expect(errorOf(() => forever.callWithin(10_000, [])).type).toBe('BytecodeError');
    const calling = block(
      'b',
      postfix(block('', true), 'whileTrue:', block('', send('b', 'value'))),
    );
    const called = ready(block('', 1));
    expect(errorOf(() => ready(calling).callWithin(10_000, [called])).type).toBe('BytecodeError');
    const stubborn = block(
      '',
      attempt(block('', postfix(block('', true), 'whileTrue:', block(''))), block('', 1)),
    );
    expect(errorOf(() => ready(stubborn).callWithin(10_000, [])).type).toBe('BytecodeError');
  });

  it('enough steps are enough, and the next run has its own', () => {
    const loop = ready(
      block(
        'n | i',
        assign('i', 0),
        postfix('n', 'timesRepeat:', block('', assign('i', binary('i', '+', 1)))),
        'i',
      ),
    );
    expect(loop.callWithin(2000, [100])).toBe(100);
    expect(errorOf(() => loop.callWithin(2000, [1000])).type).toBe('BytecodeError');
    expect(loop.call([100_000])).toBe(100_000);
  });

  const doubling = (step: Parameters<typeof chunkOf>[0], version: 1 | 2 = 2) => {
    const start = version === 2 ? [['MAKE_LIST', 0] as const] : ['ARRAY_NEW' as const];
    const steps = Array.from({ length: 40 }, () => step).flat();
    return chunkOf([...start, ...steps, 'CONST_EMPTY', 'CONCAT', 'RETURN'], { version });
  };

  it.each([
    [
      'texts',
      chunkOf([
        'CONST_TRUE',
        ...Array.from({ length: 60 }, () => ['DUP', 'CONCAT'] as const).flat(),
        'RETURN',
      ]),
    ],
    ['lists', doubling(['DUP', ['MAKE_LIST', 2]])],
    ['lists by pushing', doubling(['DUP', 'ARRAY_PUSH'])],
    ['texts of lists', doubling(['DUP', 'ARRAY_PUSH'], 1)],
    [
      'keys',
      chunkOf([
        'OBJECT_NEW',
        ...Array.from({ length: 40 }, () => ['DUP', 'CONST_ONE', 'OBJECT_AT_PUT'] as const).flat(),
        'RETURN',
      ]),
    ],
    [
      'dictionaries',
      doubling(['DUP', 'CONST_EMPTY', 'SWAP', ['MAKE_DICTIONARY', 1], 'ARRAY_PUSH']),
    ],
  ])('%s that grow by doubling are refused', (_, chunk) => {
    expect(errorOf(() => run(chunk)).type).toBe('InvalidArgument');
  });
});

describe('a block as a value', () => {
  it('has an id by which it is found, until it is released', () => {
    const one = ready(block('x', 'x'));
    const id = one.referenceText;
    expect(id).toMatch(/^bytecode_block_\d+$/);
    expect(one.referenceText).toBe(id);
    expect(blockOf(id)).toBe(one);
    expect(releaseBlock(id)).toBe(true);
    expect(blockOf(id)).toBeUndefined();
  });

  it('needs a cell for each of its captures', () => {
    const chunk = chunkOf([['LOAD_CAPTURE', 0], 'RETURN'], {
      captures: [{ name: 'n', source: 'local', slot: 0 }],
    });
    const binding = { captures: [], host: new TestHost() };
    expect(errorOf(() => new BytecodeBlock(chunk, binding)).message).toBe(
      '1 captures are needed, 0 are given',
    );
  });

  it('what is no block cannot be called', () => {
    const call = chunkOf([['LOAD_PARAM', 0], ['INVOKE_BLOCK', 0], 'RETURN'], { parameters: ['b'] });
    expect(errorOf(() => run(call, 5)).message).toBe("'5' is not a block");
    const host = new TestHost();
    const named = ready(block('', 7), { host }).referenceText;
    expect(run(call, named)).toBe(7);
  });
});

describe('opcodes of version 2 that the compiler does not use', () => {
  it.each([
    [['CONST_ONE', 'CONST_ZERO', 'AND', 'RETURN'], false],
    [['CONST_ONE', 'CONST_ZERO', 'OR', 'RETURN'], true],
    [[['CONST', 0], 'STRLEN', 'RETURN'], 3],
    [['CONST_ONE', 'CONST_ZERO', 'SWAP', 'SUB', 'RETURN'], -1],
    [
      ['CONST_ZERO', 'CONST_ONE', ['CONST', 0], 'ROT', ['MAKE_LIST', 3], 'RETURN'],
      [1, 'a\u{1f600}c', 0],
    ],
    [['ARRAY_NEW', 'CONST_ONE', 'ARRAY_PUSH', 'RETURN'], [1]],
    [['ARRAY_NEW', 'CONST_ONE', 'ARRAY_PUSH', 'CONST_ZERO', 'ARRAY_AT', 'RETURN'], 1],
    [['OBJECT_NEW', ['CONST', 0], 'OBJECT_HAS_KEY', 'RETURN'], false],
    [['CONST_ONE', ['JUMP_NIL', 1], 'RETURN_NIL', 'RETURN_NIL'], null],
    [['NOP', ['CONST', 0], 'NOP', 'RETURN'], 'a\u{1f600}c'],
  ] as const)('%j', (code, expected) => {
    expect(run(chunkOf(code, { constants: ['a\u{1f600}c'] }))).toEqual(expected);
  });

  it('a text as index that is no number is a TypeError', () => {
    const code = ['ARRAY_NEW', ['CONST', 0], 'ARRAY_AT', 'RETURN'] as const;
    expect(errorOf(() => run(chunkOf(code, { constants: ['x'] }))).type).toBe('TypeError');
  });
});
