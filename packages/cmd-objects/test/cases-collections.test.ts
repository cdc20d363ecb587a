// Conformance cases 66 to 80: lists, dictionaries and blocks. ≠: the older shell runtime differs.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSpace, type Space } from './space.ts';

const BLOCKS = `Blocks subclass: Object
  instanceVars: total:0
  method: none [ | b | b := [42]. ^ @ b value ]
  method: one [ | b | b := [:x | x + 1]. ^ @ b valueWith: 41 ]
  method: two [ | b | b := [:x :y | x * y]. ^ @ b valueWith: 6 and: 7 ]
  method: count [ ^ @ [:x :y | x] numArgs ]
  method: captures [ | n b | n := 10. b := [:x | x + n]. ^ @ b valueWith: 5 ]
  method: assigns [ | n b | n := 0. b := [n := n + 1]. @ b value. @ b value. ^ n ]
  method: writesBack [ | b | b := [:x | total := total + x]. @ b valueWith: 3. @ b valueWith: 4. ^ total ]
  method: empty [ | b | b := []. ^ @ b value ]
  method: makeAdder: n [ ^ [:x | x + n] ]
  method: adder [ | b | b := @ self makeAdder: 5. ^ @ b valueWith: 10 ]
  method: adders [ | a b | a := @ self makeAdder: 1. b := @ self makeAdder: 100. ^ (@ a valueWith: 1) , ' ' , (@ b valueWith: 1) ]
  method: factorial [ | f | f := nil. f := [:n | (n < 2) ifTrue: [1] ifFalse: [n * (@ f valueWith: n - 1)]]. ^ @ f valueWith: 5 ]
  method: nested [ | a b | a := 3. b := [:x | | c | c := [:y | x * y + a]. @ c valueWith: 10]. ^ @ b valueWith: 2 ]
  method: rounds [ | all | all := #(). 1 to: 3 do: [:i | all := all arrayPush: ([:x | x + i])]. ^ @ (all arrayAt: 0) valueWith: 10 ]
  method: find: n [ #(1 2 3) do: [:x | (x == n) ifTrue: [^ "found $x"]]. ^ 'none' ]
  method: leave [ ^ [:x | ^ x] ]
  method: late [ | b | b := @ self leave. ^ @ b valueWith: 1 ]
  method: sum [ | s | s := 0. #(1 2 3) do: [:x | s := s + x]. ^ s ]
  method: few [ | b | b := [:x :y | (y ifNil: ['nothing'])]. ^ @ b valueWith: 1 ]
`;

let space: Space;
beforeAll(async () => {
  space = await openSpace({ classes: { Blocks: BLOCKS } });
});
afterAll(() => space.close());

const arrayOf = async (...items: string[]): Promise<string> => {
  const array = await space.send('Array', 'new');
  for (const item of items) await space.send(array, 'push:', item);
  return array;
};

describe('Array', () => {
  it('66 push:, at:, pop and the rest', async () => {
    const array = await arrayOf('1', '2', '3');
    expect(await space.send(array, 'show')).toBe('["1","2","3"]');
    expect(await space.send(array, 'at:', '1')).toBe('2');
    expect(await space.send(array, 'pop')).toBe('3');
    expect(await space.send(array, 'size')).toBe('2');
    expect(await space.send(array, 'first')).toBe('1');
    expect(await space.send(array, 'last')).toBe('2');
    expect(await space.send(array, 'isEmpty')).toBe('false');
    await space.send(array, 'at:', '1', 'put:', "it's");
    expect(await space.send(array, 'at:', '-1')).toBe("it's");
    expect(await space.send(array, 'includes:', "it's")).toBe('true');
    expect(await space.send(array, 'removeAt:', '0')).toBe('1');
    expect(await space.send(array, 'size')).toBe('1');
    await space.send(array, 'clear');
    expect(await space.send(array, 'isEmpty')).toBe('true');
    expect(await space.send(array, 'show')).toBe('(empty array)');
  });

  it('66 from lines and from JSON', async () => {
    const lines = await space.send('Array', 'fromLines:', 'a\nb c');
    expect(await space.send(lines, 'show')).toBe('["a","b c"]');
    const json = await space.send('Array', 'fromJson:', '["x","y"]');
    expect(await space.send(json, 'size')).toBe('2');
    expect(await space.error('Array', 'fromJson:', '{')).toContain("TypeError: '{' is not a list");
  });

  it('67 collect:', async () => {
    const collected = await space.send(await arrayOf('1', '2', '3'), 'collect:', '[:x | x * 2]');
    expect(await space.send(collected, 'show')).toBe('["2","4","6"]');
  });

  it('68 detect:, and what it answers when there is none', async () => {
    const array = await arrayOf('1', '2', '3', '4', '5');
    expect(await space.send(array, 'detect:', '[:x | x > 3]')).toBe('4');
    expect(await space.send(array, 'detect:', '[:x | x > 9]')).toBe('');
    expect(await space.send(array, 'detect:', '[:x | x > 9]', 'ifNone:', '-1')).toBe('-1');
  });

  it.each([
    ['0', '[:a :x | a + x]', '15'],
    ['1', '[:a :x | a * x]', '120'],
    ['0', '[:a :x | (x > a) ifTrue: [x] ifFalse: [a]]', '5'],
  ])('69 inject: %s into: %s', async (start, block, value) => {
    const array = await arrayOf('1', '2', '3', '4', '5');
    expect(await space.send(array, 'inject:', start, 'into:', block)).toBe(value);
  });

  it('70 select: keeps what is true', async () => {
    const array = await arrayOf('1', '2', '3', '4');
    const even = await space.send(array, 'select:', '[:x | (x % 2) == 0]');
    expect(await space.send(even, 'show')).toBe('["2","4"]');
    expect(await space.error(array, 'select:', 'nothing')).toBe(
      "1 TypeError: 'nothing' is not a block",
    );
  });
});

describe('71 Dictionary', () => {
  it('at:put: and the rest', async () => {
    const dictionary = await space.send('Dictionary', 'new');
    await space.send(dictionary, 'at:', 'name', 'put:', "O'Brien");
    await space.send(dictionary, 'at:', '__proto__', 'put:', '1');
    expect(await space.send(dictionary, 'at:', 'name')).toBe("O'Brien");
    expect(await space.send(dictionary, 'at:', 'constructor')).toBe('');
    expect(await space.send(dictionary, 'at:', 'x', 'ifAbsent:', 'none')).toBe('none');
    expect(await space.send(dictionary, 'includesKey:', 'name')).toBe('true');
    expect(await space.send(dictionary, 'includesKey:', 'x')).toBe('false');
    expect(await space.send(dictionary, 'keys')).toBe('["name","__proto__"]');
    expect(await space.send(dictionary, 'values')).toBe('["O\'Brien","1"]');
    expect(await space.send(dictionary, 'size')).toBe('2');
    expect(await space.send(dictionary, 'removeAt:', '__proto__')).toBe('1');
    expect(await space.send(dictionary, 'asJson')).toBe('{"name":"O\'Brien"}');
    expect(await space.send(dictionary, 'isEmpty')).toBe('false');
    await space.send(dictionary, 'clear');
    expect(await space.send(dictionary, 'isEmpty')).toBe('true');
  });

  it('fromJson:, merge:, collect:, select:', async () => {
    const one = await space.send('Dictionary', 'fromJson:', '{"a":"1","b":"2"}');
    const other = await space.send('Dictionary', 'fromJson:', '{"b":"3","c":"4"}');
    await space.send(one, 'merge:', other);
    expect(await space.send(one, 'asJson')).toBe('{"a":"1","b":"3","c":"4"}');
    const doubled = await space.send(one, 'collect:', '[:v | v * 2]');
    expect(await space.send(doubled, 'asJson')).toBe('{"a":"2","b":"6","c":"8"}');
    const large = await space.send(one, 'select:', '[:k :v | v > 2]');
    expect(await space.send(large, 'keys')).toBe('["b","c"]');
  });
});

describe('a block', () => {
  it.each([
    ['72 without arguments', 'none', '42'],
    ['72 with one', 'one', '42'],
    ['72 with two', 'two', '42'],
    ['72 numArgs', 'count', '2'],
    ['72 with fewer than it has: the rest is nil', 'few', 'nothing'],
    ['73 captures a local', 'captures', '15'],
    ['74 ≠ assigns to a variable around it', 'assigns', '2'],
    ['75 ≠ writes variables of the object', 'writesBack', '7'],
    ['76 an empty one answers nothing', 'empty', ''],
    ['77 is returned by a method, with what it captured', 'adder', '15'],
    ['77 each call of the method makes its own', 'adders', '2 101'],
    ['78 ≠ calls itself', 'factorial', '120'],
    ['79 ≠ captures from all scopes around it', 'nested', '23'],
    ['79 ≠ remembers the variable of its round', 'rounds', '11'],
    ['80 ≠ do: with a sum outside', 'sum', '6'],
  ])('%s', async (_title, selector, value) => {
    expect(await space.send(await space.send('Blocks', 'new'), selector)).toBe(value);
  });

  it('75 ≠ what it wrote is in the row', async () => {
    const blocks = await space.send('Blocks', 'new');
    await space.send(blocks, 'writesBack');
    await space.open();
    expect(await space.send(blocks, 'getTotal')).toBe('7');
  });

  it('80 ≠ ^ in a block leaves the method around it', async () => {
    const blocks = await space.send('Blocks', 'new');
    expect(await space.send(blocks, 'find:', '2')).toBe('found 2');
    expect(await space.send(blocks, 'find:', '9')).toBe('none');
  });

  it('80 ≠ ^ when that method is over is an error', async () => {
    expect(await space.error(await space.send('Blocks', 'new'), 'late')).toContain('1 DeadFrame');
  });
});
