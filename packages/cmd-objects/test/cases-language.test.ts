// Conformance cases 18 to 45: expressions, control flow, messages to self and super. ≠: the older shell runtime differs.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSpace, type Space } from './space.ts';

interface Case {
  readonly title: string;
  /** Of a method of a class with value:10 step:2 name:'bob'. */
  readonly body: string;
  readonly value: string;
}

const c = (title: string, body: string, value: string): Case => ({ title, body, value });

const CASES: readonly Case[] = [
  c('18 * before +', '^ 2 + 3 * 4', '14'),
  c('19 parentheses', '^ (2 + 3) * 4', '20'),
  c('20 from the left', '^ 10 - 3 - 2', '5'),
  c('21 integers divide to integers', '^ 7 / 2', '3'),
  c('21 towards zero', '^ -7 / 2', '-3'),
  c('22 ≠ % is the remainder', '^ 7 % 3', '1'),
  c('23 a negative number', '^ -5', '-5'),
  c('23 a negated variable', '^ -value', '-10'),
  c('25 a chain', '^ 1 + 2 + 3 + 4', '10'),
  c('25 variables', '^ value + step * 3', '16'),
  c('25 64 bits', '^ 9007199254740993 + 1', '9007199254740994'),
  c('26 ≠ , joins texts', "^ 'a' , 'b' , 'c'", 'abc'),
  c('26 , joins a text and a number', "^ 'n=' , 3 + 4", 'n=7'),
  c('27 interpolation', '| x | x := 5. ^ "x is $x and ${x}"', 'x is 5 and 5'),
  c('27 variables of the object', '^ "v=$value"', 'v=10'),
  c('28 ≠ double quotes in a text', `^ 'it has "q"'`, 'it has "q"'),
  c('28 ≠ JSON in a text', `^ '{"k":5}' objectAt: 'k'`, '5'),
  c('14 ≠ a text of several lines', "^ '''a\nb'''", 'a\nb'),
  c('29 == on numbers', '^ (value == 10)', 'true'),
  c('29 >', '^ (3 > 5)', 'false'),
  c('29 <= and >=', "^ (3 <= 3) , ' ' , (2 >= 3)", 'true false'),
  c('29 ~= on texts, != on numbers', "^ ('1' ~= '01') , ' ' , (1 != 01)", 'true false'),
  c('30 = on texts', "^ (name = 'bob')", 'true'),
  c('31 ≠ =~', "^ ('bob' =~ '^b.b$')", 'true'),
  c('31 matches: with classes of POSIX', "^ ('a1' matches: '^[[:alpha:]][[:digit:]]$')", 'true'),
  c(
    '32 ifTrue:ifFalse: as statements',
    "(value > 5) ifTrue: [^ 'big'] ifFalse: [^ 'small']",
    'big',
  ),
  c('32 the other branch', "(value > 50) ifTrue: [^ 'big'] ifFalse: [^ 'small']", 'small'),
  c('32 as a value', "| x | x := (value > 50) ifTrue: ['big'] ifFalse: ['small']. ^ x", 'small'),
  c('32 ifFalse: alone', "(value > 50) ifFalse: [^ 'no']. ^ 'yes'", 'no'),
  c('33 and:', '^ ((value > 5) and: [step > 5])', 'false'),
  c('33 or:', '^ ((value > 5) or: [step > 5])', 'true'),
  c('33 not', '^ ((value > 5) not)', 'false'),
  c('33 and: stops at false', '| n | n := 0. ((1 > 2) and: [n := 5. true]). ^ n', '0'),
  c('34 nil ifNil:', "^ nil ifNil: ['none']", 'none'),
  c("34 '' ifNil:", "^ '' ifNil: ['none']", 'none'),
  c('34 ≠ ^ nil is nothing', '^ nil', ''),
  c('35 ifNotNil: binds', "^ name ifNotNil: [:v | v , '!']", 'bob!'),
  c('35 ifNil:ifNotNil:', "^ nil ifNil: ['no'] ifNotNil: [:v | v]", 'no'),
  c(
    '36 whileTrue:',
    '| i s | i := 0. s := 0. [i < 5] whileTrue: [s := s + i. i := i + 1]. ^ s',
    '10',
  ),
  c('36 whileFalse:', '| i | i := 0. [i == 3] whileFalse: [i := i + 1]. ^ i', '3'),
  c('36 timesRepeat:', '| i | i := 0. 4 timesRepeat: [i := i + 1]. ^ i', '4'),
  c('36 none at all', '| i | i := 0. 0 timesRepeat: [i := 1]. ^ i', '0'),
  c('37 ≠ to:do:', '| s | s := 0. 1 to: 5 do: [:k | s := s + k]. ^ s', '15'),
  c('37 ≠ to:do: downwards is nothing', '| s | s := 0. 5 to: 1 do: [:k | s := s + k]. ^ s', '0'),
  c(
    '38 ≠ [true] whileTrue:',
    '| i | i := 0. [true] whileTrue: [i := i + 1. (i == 7) ifTrue: [^ i]]',
    '7',
  ),
  c(
    '15 ≠ ]] closes two blocks',
    '| i | i := 0. [i < 3] whileTrue: [(i < 9) ifTrue: [i := i + 1]]. ^ i',
    '3',
  ),
  c('39 ^ out of ifTrue:', "(1 < 2) ifTrue: [^ 'early']. ^ 'late'", 'early'),
  c(
    '39 ^ out of timesRepeat:',
    '| i | i := 0. 9 timesRepeat: [i := i + 1. (i == 4) ifTrue: [^ i]]. ^ 99',
    '4',
  ),
  c(
    '39 ^ out of a loop in a loop',
    '1 to: 3 do: [:a | 1 to: 3 do: [:b | (b == 2) ifTrue: [^ a * 10 + b]]]. ^ 0',
    '12',
  ),
  c('40 no ^, no value', 'value + 1', ''),
  c('42 a cascade is several messages', '@ self inc; inc; inc. ^ value', '16'),
  c('43 arguments are worked out', '@ self at: value + 1 put: step * 3. ^ name', '11=6'),
  c('13 a symbol', '^ #foo', 'foo'),
  c('13 a list and a dictionary', "^ #(1 2) arrayLength , (#{a: 1} objectAt: 'a')", '21'),
  c('isEmpty and notEmpty', "^ ('' isEmpty) , ' ' , ('' notEmpty)", 'true false'),
  c(
    'a missing name is an error that can be caught',
    '^ try: [nosuch + 1] catch: [:e | e]',
    "NameError: nothing is called 'nosuch' here",
  ),
];

const EXPRESSIONS = `Expressions subclass: Object
  instanceVars: value:10 step:2 name:'bob'
${CASES.map(({ body }, index) => `  method: case${index} [ ${body} ]`).join('\n')}
  method: me [ ^ self ]
  method: inc [ value := value + step ]
  method: at: k put: v [ name := k , '=' , v ]
  method: zero [ ^ 1 / 0 ]
  method: remainder [ ^ 1 % 0 ]
  method: greet [ ^ 'hello from ' , (@ self who) ]
  method: who [ ^ 'parent' ]
  classMethod: kind [ ^ 'base' ]
`;

const CHILD = `Child subclass: Expressions
  instanceVars: value:99
  method: greet [ ^ (@ super greet) , '!' ]
  method: who [ ^ 'child' ]
  classMethod: kind [ ^ 'child of ' , (@ super kind) ]
`;

let space: Space;
let self: string;
beforeAll(async () => {
  const grandchild = "Grandchild subclass: Child\n  method: greet [ ^ 'oh, ' , (@ super greet) ]\n";
  space = await openSpace({
    classes: { Expressions: EXPRESSIONS, Child: CHILD, Grandchild: grandchild },
  });
  self = await space.send('Expressions', 'new');
});
afterAll(() => space.close());

describe('an expression', () => {
  it.each(CASES.map((one, index) => ({ ...one, index })))('$title', async ({ index, value }) => {
    const fresh = await space.send('Expressions', 'new');
    expect(await space.send(fresh, `case${index}`)).toBe(value);
  });

  it('24 division by zero is an error', async () => {
    expect(await space.error(self, 'zero')).toBe('1 ZeroDivide: 1 divided by zero');
    expect(await space.error(self, 'remainder')).toBe('1 ZeroDivide: 1 divided by zero');
  });

  it('41 ^ self is its id', async () => {
    expect(await space.send(self, 'me')).toBe(self);
  });
});

describe('a class below', () => {
  it('44 ≠ super runs the method above, with the same self', async () => {
    expect(await space.send(await space.send('Child', 'new'), 'greet')).toBe('hello from child!');
    expect(await space.send('Child', 'kind')).toBe('child of base');
  });

  it('44 ≠ super goes on above the class that wrote it, not above that of the object', async () => {
    const below = await space.send('Grandchild', 'new');
    expect(await space.send(below, 'greet')).toBe('oh, hello from child!');
  });

  it('45 its default comes before that of the class above', async () => {
    const child = await space.send('Child', 'new');
    expect(await space.send(child, 'getValue')).toBe('99');
    expect(await space.send(child, 'getStep')).toBe('2');
  });
});
