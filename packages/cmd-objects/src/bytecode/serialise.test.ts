// Case 95: blocks go out with their values and come back. And how they look to a person.
import { describe, expect, it } from 'vitest';
import { chunkOf, compiled, errorOf, ready, TestHost } from '../../test/bytecode-host.ts';
import { assign, binary, block, leave, list, parent, self } from '../../test/bytecode-tree.ts';
import { postfix, send, text } from '../../test/bytecode-tree.ts';
import { blockOf } from '../values/block.ts';
import { LocalCell } from './cell.ts';
import { disassemble } from './disassemble.ts';
import { hexOf } from './hex.ts';
import { captureValues, revive, serialise, type BlockOwner } from './serialise.ts';
import { write } from './write.ts';

describe('case 95', () => {
  it('register, invoke, serialize', () => {
    const n = new LocalCell(10);
    const counting = ready(block('x', assign('n', binary('n', '+', 'x'))), { cells: { n } });
    const sent = serialise(counting);
    expect(sent.captures).toEqual([{ name: 'n', value: 10 }]);
    const id = revive(sent, () => new TestHost()).referenceText;
    const registered = blockOf(id);
    expect(registered?.call([5])).toBe(15);
    expect(registered?.call([5])).toBe(20);
    expect(n.value).toBe(10);
    expect(serialise(registered as typeof counting)).toEqual({
      data: sent.data,
      captures: [{ name: 'n', value: 20 }],
    });
  });

  it('through JSON, with lists and blocks in the captures', () => {
    const inner = ready(block('x', binary('x', '*', 2)));
    const cells = { b: new LocalCell(inner), l: new LocalCell([1, { a: null }]) };
    const outer = ready(block('', list(send('b', 'valueWith_', 4), 'l')), { cells });
    const sent = JSON.parse(JSON.stringify(serialise(outer))) as ReturnType<typeof serialise>;
    expect(sent.captures).toContainEqual({ name: 'b', value: inner.referenceText });
    expect(revive(sent, () => new TestHost()).call([])).toEqual([8, [1, { a: null }]]);
  });

  it('carries whose it is only when it needs that', () => {
    const owners: BlockOwner[] = [];
    const hostOf = (owner: BlockOwner) => {
      owners.push(owner);
      return new TestHost();
    };
    const plain = serialise(ready(block('', 1)));
    expect(plain.captures).toEqual([]);
    revive(plain, hostOf);
    const deep = serialise(ready(block('', block('', send(parent, 'greet')))));
    expect(deep.captures).toEqual([
      { name: 'self', value: 'thing_1' },
      { name: 'super', value: 'Thing' },
    ]);
    revive(deep, hostOf);
    expect(owners).toEqual([
      { self: null, owner: null },
      { self: 'thing_1', owner: 'Thing' },
    ]);
  });

  it('variables of the object that no value is given for stay the object’s', () => {
    const host = new TestHost();
    host.variables.set('value', 3);
    const chunk = chunkOf(
      [['LOAD_CAPTURE', 0], 'CONST_ONE', 'ADD', 'DUP', ['STORE_CAPTURE', 0], 'RETURN'],
      {
        version: 1,
        captures: [{ name: 'value', source: 'ivar', slot: 0 }],
      },
    );
    const data = hexOf(write(chunk));
    expect(revive({ data, captures: [] }, () => host).call([])).toBe('4');
    expect(host.variables.get('value')).toBe('4');
    const closed = revive({ data, captures: [{ name: 'value', value: 8 }] }, () => host);
    expect(closed.call([])).toBe('9');
    expect(host.variables.get('value')).toBe('4');
  });

  it('^ has nothing to return from', () => {
    const host = new TestHost();
    host.home = null;
    const revived = revive(serialise(ready(block('', leave(1)))), () => host);
    expect(errorOf(() => revived.call([])).type).toBe('DeadFrame');
  });

  it('what is no container, or does not verify, is refused', () => {
    const hostOf = () => new TestHost();
    expect(errorOf(() => revive({ data: 'zz', captures: [] }, hostOf)).type).toBe('BytecodeError');
    const bad = '54544243000200000000000150000000000000';
    expect(errorOf(() => revive({ data: bad, captures: [] }, hostOf)).message).toMatch(
      /ADD takes more/,
    );
    const { data } = serialise(ready(block('')));
    expect(errorOf(() => revive({ data, captures: [] }, hostOf, { newest: 1 })).message).toMatch(
      /version 2/,
    );
  });

  it('captures of a request', () => {
    expect(captureValues([{ name: 'a', value: 1 }, { name: 'b' }])).toEqual([
      { name: 'a', value: 1 },
      { name: 'b', value: null },
    ]);
    for (const wrong of [null, {}, 'x', [1], [null], [{ name: 1 }]]) {
      expect(errorOf(() => captureValues(wrong)).type).toBe('InvalidArgument');
    }
  });
});

describe('disassemble', () => {
  it('shows names, constants, jumps, lines and the blocks in a block', () => {
    const inner = block('y', binary('y', '+', 'n'));
    const shown = disassemble(
      compiled(
        block(
          'x | n',
          assign('n', text('a"b')),
          postfix('x', 'ifTrue:', block('', send(self, 'at_put_', 1, inner))),
          'total',
        ),
        { locals: ['total'] },
      ),
    );
    expect(shown).toBe(`[:x] version 2, 23 bytes, locals: 1
  captures 0: total, local 0
  0000  CONST 0                     ; "a\\"b", line 1
  0003  STORE_LOCAL 0               ; n
  0005  LOAD_PARAM 0                ; x
  0007  JUMP_FALSE 0020
  0010  CONST_ONE
  0011  MAKE_BLOCK 1 0
  0015  SEND_SELF 2 2               ; "at_put_"
  0019  POP
> 0020  LOAD_CAPTURE 0              ; total
  0022  RETURN

  block 1:
    [:y] version 2, 6 bytes, locals: 0
      captures 0: n, local 0
      0000  LOAD_PARAM 0                ; y, line 1
      0002  LOAD_CAPTURE 0              ; n
      0004  ADD
      0005  RETURN
`);
  });

  it('shows nothing that a terminal would obey', () => {
    const chunk = chunkOf([['CONST', 0], ['LOAD_PARAM', 0], 'RETURN'], {
      constants: ['\u001b[2J\u009b'],
      parameters: ['\u001b[2J'],
      captures: [{ name: 'a\nb', source: 'ivar', slot: 0 }],
    });
    // eslint-disable-next-line no-control-regex -- control characters are what it is about
    expect(disassemble(chunk).replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  });

  it('shows what does not verify', () => {
    expect(disassemble(chunkOf(['ADD', ['CONST', 7]]))).toMatch(/ADD\n.*CONST 7\n/);
  });
});
