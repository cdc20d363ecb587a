// Blocks of the language, compiled and run. The numbers are those of the conformance cases.
import { describe, expect, it } from 'vitest';
import { compiled, ready, TestHost, valueOf } from '../../test/bytecode-host.ts';
import { errorOf } from '../../test/bytecode-host.ts';
import { assign, at, attempt, binary, block, cascade } from '../../test/bytecode-tree.ts';
import { dictionary, interpolated, leave, list, message } from '../../test/bytecode-tree.ts';
import { negate, NO_SCOPE, parent, postfix, self, send } from '../../test/bytecode-tree.ts';
import { shell, text, tree } from '../../test/bytecode-tree.ts';
import { Block } from '../values/block.ts';
import { textOf, type Value } from '../values/value.ts';
import { LocalCell } from './cell.ts';
import { compileBlock } from './compile.ts';
import { runHome } from './home.ts';
import { write } from './write.ts';

const asBlock = (value: Value): Block => {
  if (value instanceof Block) return value;
  throw new Error('no block');
};

describe('cases', () => {
  it('72: blocks of no, one and two arguments', () => {
    expect(valueOf(block('', 7))).toBe(7);
    expect(valueOf(block('x', binary('x', '+', 1)), 41)).toBe(42);
    const product = ready(block('x y', binary('x', '*', 'y')));
    expect(product.call([6, 7])).toBe(42);
    expect(product.parameters).toEqual(['x', 'y']);
  });

  it('73: a local of the method is captured', () => {
    const captured = ready(block('', binary('n', '+', 5)), { cells: { n: new LocalCell(10) } });
    expect(captured.call([])).toBe(15);
  });

  it('74: what a block assigns is seen outside', () => {
    const n = new LocalCell(0);
    const increment = ready(block('', assign('n', binary('n', '+', 1))), { cells: { n } });
    increment.call([]);
    expect(increment.call([])).toBe(2);
    expect(n.value).toBe(2);
    n.value = 10;
    expect(increment.call([])).toBe(11);
  });

  it('75: variables of the object and of its class are written', () => {
    const host = new TestHost();
    host.variables.set('value', 3);
    const set = block('', assign('value', binary('value', '*', 2)), assign('total', 'value'));
    const scope = { instanceVars: ['value'], classVars: ['total'], host };
    expect(ready(set, scope).call([])).toBe(6);
    expect(host.variables.get('value')).toBe(6);
    expect(host.classVariables.get('total')).toBe(6);
  });

  it('76: an empty block is nil, whose text is empty', () => {
    expect(textOf(valueOf(block('')))).toBe('');
  });

  it('77: a block that makes a block', () => {
    const makeAdder = ready(block('n', block('x', binary('x', '+', 'n'))));
    const addFive = asBlock(makeAdder.call([5]));
    const addTen = asBlock(makeAdder.call([10]));
    expect(addFive.call([10])).toBe(15);
    expect(addTen.call([10])).toBe(20);
  });

  it('78: a block that calls itself', () => {
    const rest = send('fact', 'valueWith_', binary('n', '-', 1));
    const body = block(
      'n',
      postfix(
        binary('n', '<=', 1),
        'ifTrue:ifFalse:',
        block('', 1),
        block('', binary('n', '*', rest)),
      ),
    );
    const whole = block('| fact', assign('fact', body), send('fact', 'valueWith_', 5));
    expect(valueOf(whole)).toBe(120);
  });

  it('79: a block in a block uses variables of both', () => {
    const n = new LocalCell(100);
    const inner = block('z', binary(binary('n', '+', 'y'), '+', 'z'));
    const outer = ready(block('y', inner), { cells: { n } });
    expect(asBlock(outer.call([20])).call([3])).toBe(123);
  });

  it('80: ^ in a block leaves the method, through do:', () => {
    const host = new TestHost();
    const found = block('x', postfix(binary('x', '>', 2), 'ifTrue:', block('', leave('x'))));
    const search = ready(block('', postfix(list(1, 2, 3, 4), 'do:', found), 99), { host });
    const result = runHome((home) => {
      host.home = home;
      search.call([]);
      return 'went on';
    });
    expect(result).toBe(3);
  });

  it('81: what was captured is added, 10 + 5', () => {
    const base = new LocalCell(10);
    expect(ready(block('x', binary('base', '+', 'x')), { cells: { base } }).call([5])).toBe(15);
  });

  it('83: try: catch: gives type and message to the handler', () => {
    const host = new TestHost();
    const failing = attempt(block('', send(self, 'boom')), block('e', binary('e', ',', text('!'))));
    expect(ready(block('', failing), { host }).call([])).toBe(
      'MessageNotUnderstood: thing_1 has no boom!',
    );
    expect(valueOf(block('', attempt(block('', 5), block('e', 'e'))))).toBe(5);
  });
});

describe('variables', () => {
  it('are shared by reference through three levels of blocks', () => {
    // [ | n | n := 1. [ [ [ n := n + 1 ] value. n := n * 10 ] value. n ] value. n ]
    const third = block('', assign('n', binary('n', '+', 1)));
    const second = block('', send(third, 'value'), assign('n', binary('n', '*', 10)));
    const first = block('', send(second, 'value'), 'n');
    expect(valueOf(block('| n', assign('n', 1), send(first, 'value'), 'n'))).toBe(20);
  });

  it('are new for each call of a block, and each time round a loop', () => {
    const host = new TestHost();
    const kept: Block[] = [];
    host.methods.set('keep_', ([kind]) => {
      kept.push(asBlock(kind ?? null));
      return null;
    });
    const keep = send(self, 'keep_', block('', assign('i', binary('i', '+', 10))));
    ready(block('', postfix(1, 'to:do:', 3, block('i', keep))), { host }).call([]);
    expect(kept.map((one) => one.call([]))).toEqual([11, 12, 13]);
    expect(kept[0]?.call([])).toBe(21);
    const counter = ready(block('| n', assign('n', binary('n', '+', 1)), 'n'));
    expect([counter.call([]), counter.call([])]).toEqual([1, 1]);
  });

  it('a parameter can be set, also by a block in the block', () => {
    const inner = block('', assign('x', binary('x', '+', 1)));
    expect(valueOf(block('x', send(inner, 'value'), assign('x', binary('x', '*', 2))), 4)).toBe(10);
    expect(valueOf(block('x', assign('x', binary('x', '*', 2)), 'x'), 4)).toBe(8);
  });

  it('the innermost of a name counts', () => {
    const inner = block('x', 'x');
    expect(valueOf(block('x', send(inner, 'valueWith_', binary('x', '+', 1))), 1)).toBe(2);
    const instance = ready(block('value', 'value'), { instanceVars: ['value'] });
    expect(instance.call([9])).toBe(9);
  });

  it('names are captured in the order in which they are used', () => {
    const scope = { parameters: ['p'], locals: ['a', 'b'] };
    const chunk = compiled(block('', block('', 'b'), 'p', 'a', 'b'), scope);
    expect(chunk.captures).toEqual([
      { name: 'b', source: 'local', slot: 1 },
      { name: 'p', source: 'parameter', slot: 0 },
      { name: 'a', source: 'local', slot: 0 },
    ]);
  });
});

describe('expressions', () => {
  it.each([
    ['2 + 3 * 4', binary(2, '+', binary(3, '*', 4)), 14],
    ['7 / 2', binary(7, '/', 2), 3],
    ['7 % 3', binary(7, '%', 3), 1],
    ['1.5 + 1', binary(1.5, '+', 1), 2.5],
    ['-(3)', negate(3), -3],
    ["'a' , 'b' , 3", binary(binary(text('a'), ',', text('b')), ',', 3), 'ab3'],
    ["'bob' = 'bob'", binary(text('bob'), '=', text('bob')), true],
    ["'bob' ~= 'bob'", binary(text('bob'), '~=', text('bob')), false],
    ["'10' == 10", binary(text('10'), '==', 10), true],
    ['10 != 10', binary(10, '!=', 10), false],
    ['3 > 5', binary(3, '>', 5), false],
    ['3 >= 3', binary(3, '>=', 3), true],
    ['3 < 5', binary(3, '<', 5), true],
    ["'bob' =~ '^b.b$'", binary(text('bob'), '=~', text('^b.b$')), true],
    ["'bob' matches: 'x'", postfix(text('bob'), 'matches:', text('x')), false],
    ['2 && 0', binary(2, '&&', 0), 0],
    ['2 && 3', binary(2, '&&', 3), 1],
    ['0 || 3', binary(0, '||', 3), 1],
    ['0 || 0', binary(0, '||', 0), 0],
    ['#(1 a)', list(1, text('a')), [1, 'a']],
    ['#((1) nil)', list(list(1), null), [[1], null]],
    ['#{a: 1}', dictionary({ a: 1 }), { a: 1 }],
    ['Counter', tree('Counter'), 'Counter'],
    ['MyApp::Counter', tree('MyApp::Counter'), 'MyApp::Counter'],
    ['self', self, 'thing_1'],
    ['2^60', tree({ type: 'number', value: 2n ** 60n, at }), 2n ** 60n],
  ])('%s', (_, expression, expected) => {
    expect(valueOf(block('', expression))).toEqual(expected);
  });

  it('lists and dictionaries of what is computed', () => {
    expect(valueOf(block('x', list('x', list(binary('x', '+', 1)))), 1)).toEqual([1, [2]]);
    expect(valueOf(block('x', dictionary({ a: 'x', b: text('c') })), 1)).toEqual({ a: 1, b: 'c' });
  });

  it('interpolation', () => {
    expect(valueOf(block('x', interpolated('x is ', tree('x'), '!')), 7)).toBe('x is 7!');
    expect(valueOf(block('x', interpolated(tree('x'))), 7)).toBe('7');
    expect(valueOf(block('', interpolated()))).toBe('');
  });

  it('messages to self, super, a class, a value, and cascades', () => {
    const host = new TestHost();
    for (const selector of ['inc', 'at_put_', 'new', 'size']) {
      host.methods.set(selector, ([first = null]) => first ?? selector);
    }
    const sends = block(
      'x',
      send(self, 'at_put_', binary('x', '+', 1), binary('x', '*', 2)),
      send(parent, 'inc'),
      send('Counter', 'new'),
      send('x', 'size'),
      cascade(self, message('inc'), message('inc')),
      cascade('Counter', message('inc'), message('new')),
      cascade(parent, message('inc'), message('greet', 1)),
      cascade(binary('x', '+', 0), message('inc'), message('at_put_', 1, 2)),
    );
    expect(ready(sends, { host }).call([5])).toBe(1);
    expect(host.log).toEqual([
      'thing_1 at_put_(6,10)',
      'super inc()',
      'Counter new()',
      '5 size()',
      ...['thing_1 inc()', 'thing_1 inc()'],
      ...['Counter inc()', 'Counter new()'],
      ...['super inc()', 'super greet(1)'],
      ...['5 inc()', '5 at_put_(1,2)'],
    ]);
  });

  it('what the language does itself goes to the host', () => {
    const sum = block('a b', binary('a', '+', 'b'));
    expect(valueOf(block('', postfix(list(1, 2, 3), 'inject:into:', 0, sum)))).toBe(6);
    const double = block('x', binary('x', '*', 2));
    expect(valueOf(block('', postfix(list(1, 2), 'collect:', double)))).toEqual([2, 4]);
    expect(valueOf(block('', postfix(text(''), 'isEmpty')))).toBe(true);
  });
});

describe('branches and loops', () => {
  const yes = block('', text('yes'));
  const no = block('', text('no'));

  it.each([
    ['ifTrue:', [yes], ['yes', null]],
    ['ifFalse:', [no], [null, 'no']],
    ['ifTrue:ifFalse:', [yes, no], ['yes', 'no']],
    ['ifFalse:ifTrue:', [no, yes], ['yes', 'no']],
    ['and:', [block('', 5)], [true, false]],
    ['or:', [block('', 5)], [true, true]],
    ['and:', [tree(0)], [false, false]],
    ['ifTrue:ifFalse:', [tree(1), tree(2)], [1, 2]],
    ['not', [], [false, true]],
  ] as const)('%s', (selector, args, [whenTrue, whenFalse]) => {
    const tested = ready(block('x', postfix('x', selector, ...args)));
    expect(tested.call([true])).toEqual(whenTrue);
    expect(tested.call(['0'])).toEqual(whenFalse);
    // As a statement, whose value nobody wants.
    expect(valueOf(block('x', postfix('x', selector, ...args), 1), true)).toBe(1);
    expect(valueOf(block('x', postfix('x', selector, ...args), 2), false)).toBe(2);
  });

  it('34, 35: ifNil: takes nil and the empty text, ifNotNil: gets the value', () => {
    const orNo = ready(block('x', postfix('x', 'ifNil:', no)));
    expect([null, '', 0].map((value) => orNo.call([value]))).toEqual(['no', 'no', 0]);
    const twice = ready(block('x', postfix('x', 'ifNotNil:', block('v', binary('v', '*', 2)))));
    expect([null, 4].map((value) => twice.call([value]))).toEqual([null, 8]);
    const both = postfix('x', 'ifNil:ifNotNil:', no, block('v', binary('v', '+', 1)));
    expect([null, 4].map((value) => ready(block('x', both)).call([value]))).toEqual(['no', 5]);
    const reversed = postfix('x', 'ifNotNil:ifNil:', block('', 1), no);
    expect([null, 4].map((value) => ready(block('x', reversed)).call([value]))).toEqual(['no', 1]);
    for (const value of [null, 4]) {
      expect(valueOf(block('x', both, reversed, postfix('x', 'ifNil:', no), 3), value)).toBe(3);
    }
  });

  it('36: whileTrue:, whileFalse:, timesRepeat:', () => {
    const below = block('', binary('i', '<', 5));
    const add = block('', assign('sum', binary('sum', '+', 'i')), assign('i', binary('i', '+', 1)));
    const start = [assign('i', 0), assign('sum', 0)];
    expect(valueOf(block('| i sum', ...start, postfix(below, 'whileTrue:', add), 'sum'))).toBe(10);
    const until = block('', binary('i', '>=', 3));
    expect(valueOf(block('| i sum', ...start, postfix(until, 'whileFalse:', add), 'sum'))).toBe(3);
    expect(valueOf(block('| i sum', ...start, postfix(4, 'timesRepeat:', add), 'sum'))).toBe(6);
    expect(valueOf(block('| i sum', postfix(4, 'timesRepeat:', add)))).toBe(null);
  });

  it('37: to:do:', () => {
    const add = block('k', assign('sum', binary('sum', '+', 'k')));
    expect(valueOf(block('| sum', postfix(1, 'to:do:', 5, add), 'sum'))).toBe(15);
    expect(valueOf(block('a b | sum', postfix('a', 'to:do:', 'b', add), 'sum'), '2', '4')).toBe(9);
    expect(valueOf(block('| sum', postfix(5, 'to:do:', 1, add), 'sum'))).toBe(null);
    const changed = block('k', assign('k', 100), assign('sum', binary('sum', '+', 1)));
    expect(valueOf(block('| sum', postfix(1, 'to:do:', 3, changed), 'sum'))).toBe(3);
  });

  it('38: [true] whileTrue: is left by ^', () => {
    const host = new TestHost();
    const enough = postfix(binary('i', '==', 7), 'ifTrue:', block('', leave('i')));
    const body = block('', assign('i', binary('i', '+', 1)), enough);
    const loop = ready(block('| i', postfix(block('', true), 'whileTrue:', body)), { host });
    const result = runHome((home) => {
      host.home = home;
      return loop.call([]);
    });
    expect(result).toBe(7);
  });

  it('take blocks from variables, too', () => {
    const host = new TestHost();
    const add = block('k', assign('sum', binary('sum', '+', 'k')));
    const variables = '| b c sum';
    const loop = block(variables, assign('b', add), postfix(1, 'to:do:', 4, 'b'), 'sum');
    expect(ready(loop, { host }).call([])).toBe(10);
    const below = assign('c', block('', binary('sum', '<', 3)));
    const one = assign('b', block('', assign('sum', binary('sum', '+', 1))));
    const whiles = block(variables, below, one, postfix('c', 'whileTrue:', 'b'), 'sum');
    expect(ready(whiles, { host }).call([])).toBe(3);
    const times = block(variables, one, postfix(4, 'timesRepeat:', 'b'), 'sum');
    expect(ready(times, { host }).call([])).toBe(4);
    const when = block('x | b', assign('b', block('v', 'v')), postfix('x', 'ifNotNil:', 'b'));
    expect(ready(when, { host }).call([6])).toBe(6);
    const chosen = block('x | b', assign('b', block('', 5)), postfix('x', 'ifTrue:', 'b'));
    expect(ready(chosen, { host }).call([1])).toBe(5);
  });
});

describe('non-local return', () => {
  it('from a block in a block in a block', () => {
    const host = new TestHost();
    const inner = block('', send(block('', send(block('', leave(3)), 'value'), 4), 'value'), 5);
    const outer = ready(block('', send(inner, 'value'), 6), { host });
    const result = runHome((home) => {
      host.home = home;
      return outer.call([]) === 6 ? 'went on' : 'came back';
    });
    expect(result).toBe(3);
  });

  it('is not caught by try:catch:', () => {
    const host = new TestHost();
    const body = attempt(block('', leave(1)), block('e', leave(2)));
    const result = runHome((home) => {
      host.home = home;
      return ready(block('', body, 5), { host }).call([]);
    });
    expect(result).toBe(1);
  });

  it('returns from its own method only', () => {
    const host = new TestHost();
    const result = runHome((home) => {
      host.home = home;
      const block_ = ready(block('', leave(1)), { host });
      runHome(() => block_.call([]));
      return 2;
    });
    expect(result).toBe(1);
  });

  it('is a DeadFrame when the method has ended, or there is none', () => {
    const host = new TestHost();
    const leaving = ready(block('', leave(undefined)), { host });
    runHome((home) => {
      host.home = home;
      return null;
    });
    expect(errorOf(() => leaving.call([])).type).toBe('DeadFrame');
    host.home = null;
    expect(errorOf(() => leaving.call([])).type).toBe('DeadFrame');
  });

  it('what stands behind ^ is not compiled', () => {
    const host = new TestHost();
    const chunk = compiled(block('', leave(1), send(self, 'never')));
    expect(chunk.constants).toEqual([]);
    expect(() => ready(block('', leave(1), 5), { host })).not.toThrow();
  });
});

describe('what cannot be compiled has a reason and a place', () => {
  const deep = (
    levels: number,
    around: (inner: ReturnType<typeof tree>) => ReturnType<typeof tree>,
  ) => {
    let node = tree('x');
    for (let level = 0; level < levels; level++) node = around(node);
    return block('x', node);
  };

  it.each([
    ['a command', block('', shell('$(date)')), /only bash can run `\$\(date\)`/],
    ['one in a text', block('', interpolated('now ', shell('$(date)'))), /only bash/],
    ['one in a block in a block', block('', block('', block('', shell('ls')))), /only bash/],
    ['an unknown variable', block('', 'nowhere'), /'nowhere' is not a variable here/],
    [
      'a variable of the shell',
      block('', { type: 'name', name: 'HOME', isVariable: true, at }),
      /'HOME' is not a/,
    ],
    ['an undeclared one', block('', assign('nowhere', 1)), /'nowhere' is not declared/],
    ['an unknown operator', block('', binary(1, '<=>', 2)), /no operator <=>/],
    [
      'too many parameters',
      block(Array.from({ length: 256 }, (_, i) => `p${i}`).join(' ')),
      /more than 255/,
    ],
    [
      'too many locals',
      block(`|${Array.from({ length: 256 }, (_, i) => `p${i}`).join(' ')}`),
      /more than 255/,
    ],
    [
      'too many arguments',
      block('', send(self, 'x', ...Array<number>(256).fill(1))),
      /255 arguments/,
    ],
    ['a name that is too long', block('x'.repeat(256)), /255 characters/],
    ['deep expressions', deep(300, (node) => binary(node, '+', 1)), /expressions are nested/],
    ['deep blocks', deep(60, (node) => block('', node)), /blocks are nested more than 50/],
    [
      'deep branches',
      deep(300, (node) => postfix('x', 'ifTrue:', block('', node, 1))),
      /expressions are nested/,
    ],
    [
      'a loop that is too long',
      block(
        'x',
        postfix(block('', 'x'), 'whileTrue:', block('', ...Array<string>(12_000).fill('x'))),
      ),
      /too long/,
    ],
  ])('%s', (_, tested, reason) => {
    const result = compileBlock(tested, NO_SCOPE);
    expect(result).toHaveProperty('reason', expect.stringMatching(reason));
  });

  it('variables of a method that has too many', () => {
    const locals = Array.from({ length: 256 }, (_, at) => `v${at}`);
    const last = compileBlock(block('', 'v255'), { ...NO_SCOPE, locals });
    expect(last).toHaveProperty('reason', expect.stringMatching(/more than 255 variables/));
    expect(compileBlock(block('', 'v254'), { ...NO_SCOPE, locals })).toHaveProperty('chunk');
    const all = compileBlock(block('', ...locals), { ...NO_SCOPE, parameters: locals });
    expect(all).toHaveProperty('reason', expect.stringMatching(/more than 255 variables/));
  });

  it('with the line and column', () => {
    expect(compileBlock(block('', 1, block('', shell('ls'))), NO_SCOPE)).toEqual({
      reason: 'only bash can run `ls`',
      at: { line: 3, column: 4 },
    });
  });
});

it('the same block gives the same bytes', () => {
  const make = () =>
    block('x | n', assign('n', block('y', binary('y', '+', 'x'))), send('n', 'valueWith_', 2.5));
  expect(write(compiled(make()))).toEqual(write(compiled(make())));
});
