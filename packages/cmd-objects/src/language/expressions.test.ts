import { expect, test } from 'vitest';
import { shownBody } from '../../test/shown-tree.ts';
import { parseBody } from './parse.ts';

/** The tree of a text without a fault. */
function tree(text: string): string {
  const { body, problems } = parseBody(text);
  expect(problems).toEqual([]);
  return shownBody(body);
}

test.each([
  // Cases 18 to 26 and 29 to 31.
  ['2 + 3 * 4', '(2 + (3 * 4))'],
  ['(2 + 3) * 4', '((2 + 3) * 4)'],
  ['10 - 3 - 2', '((10 - 3) - 2)'],
  ['7 / 2', '(7 / 2)'],
  ['7 % 3', '(7 % 3)'],
  ['-5', '-5'],
  ['- 5', '-5'],
  ['-value', '-value'],
  ['3 - -5', '(3 - -5)'],
  ['value + -1', '(value + -1)'],
  ['x -1', '(x - 1)'],
  ['x - 1', '(x - 1)'],
  ['x-1', '(x - 1)'],
  ["'a' , 'b' , 'c'", "(('a' , 'b') , 'c')"],
  ["a , b + 1 = 'x'", "((a , (b + 1)) = 'x')"],
  ['value == 10', '(value == 10)'],
  ["name ~= 'bob'", "(name ~= 'bob')"],
  ["('bob' =~ '^b.b$')", "('bob' =~ '^b.b$')"],
  ['a >= 1', '(a >= 1)'],
  ['a != 1', '(a != 1)'],
  ['a <= b', '(a <= b)'],
  // Numbers.
  ['1.5', '1.5'],
  ['9007199254740991', '9007199254740991'],
  ['9007199254740993', '9007199254740993n'],
  ['-12345678901234567890', '-12345678901234567890n'],
  ['self', 'self'],
  ['nil', 'nil'],
  ['MyApp::Counter', 'MyApp::Counter'],
])('%s', (text, expected) => {
  expect(tree(text)).toBe(expected);
});

test.each([
  ["''", "''"],
  [`'it has "q"'`, `'it has "q"'`],
  [`'{"k":5}'`, `'{"k":5}'`],
  ["'''it's\nb'''", "'it's\nb'"],
  ["''''''", "''"],
  ["'a\nb'", "'a\nb'"],
  ['#foo', "'foo'"],
  ['#at:put:', "'at:put:'"],
  ['#(1 2)', '#(1 2)'],
  ["#(a 'b' #c $d #(1) -2 true)", "#(a 'b' 'c' $d #(1) -2 true)"],
  ['#()', '#()'],
  ['#(\n  1\n  2\n)', '#(1 2)'],
  ['#{a: 1}', '#{a: 1}'],
  ["#{name: app, size: 2 + 3\n  inner: #{b: 'x'}}", "#{name: app size: (2 + 3) inner: #{b: 'x'}}"],
  ['#{}', '#{}'],
  ['^ #(1) # a comment', '^ #(1)'],
  ['# only a comment, it is', ''],
])('literal %s', (text, expected) => {
  expect(tree(text)).toBe(expected);
});

test.each([
  ['@ self increment', '(@ self increment)'],
  ['@ super greet', '(@ super greet)'],
  ['@ self at: k put: v', '(@ self at_put_ k v)'],
  ['@ self at: x + 1 put: y * 2', '(@ self at_put_ (x + 1) (y * 2))'],
  ['@ self _fail: 3', '(@ self _fail_ 3)'],
  ['@ Tools::Jq run', '(@ Tools::Jq run)'],
  ['@ $c increment', '(@ $c increment)'],
  ['@ "$c" increment', '(@ <$c> increment)'],
  ['@ (@ Counter new) increment', '(@ (@ Counter new) increment)'],
  ['@ blk valueWith: a and: b', '(@ blk valueWith_and_ a b)'],
  ['@ self foo: items arrayLength + 1', '(@ self foo_ ({items arrayLength} + 1))'],
  ['@ self foo: (items arrayAt: i)', '(@ self foo_ {items arrayAt: i})'],
  ['@ self range: 0 to: -1', '(@ self range_to_ 0 -1)'],
  ['@ File read: /etc/passwd', "(@ File read_ '/etc/passwd')"],
  ['@ self do: [:x | x]', '(@ self do_ [:x x])'],
  ['@ self foo + 1', '((@ self foo) + 1)'],
  ['@ self isOk not', '{(@ self isOk) not}'],
  ['@ self isOk ifTrue: [1]', '{(@ self isOk) ifTrue: [1]}'],
  ['@ a includes: b ifTrue: [1] ifFalse: [2]', '{(@ a includes_ b) ifTrue:ifFalse: [1] [2]}'],
  ['@ self inc; inc; at: 1 put: 2', '(@ self inc; inc; at_put_ 1 2)'],
  ['@ self inc;\n  inc\n  ; dec', '(@ self inc; inc; dec)'],
  ['@ self at: 1\n  put: 2', '(@ self at_put_ 1 2)'],
  ['@ self\n  at: 1\n  put: 2', '(@ self at_put_ 1 2)'],
  ['@ self a\n@ self b', '(@ self a). (@ self b)'],
  ['@ self a ; @ self b', '(@ self a). (@ self b)'],
  ['x := @ self a; b', 'x := (@ self a; b)'],
])('message %s', (text, expected) => {
  expect(tree(text)).toBe(expected);
});

test.each([
  ['(x > 3) ifTrue: [1] ifFalse: [2]', '{(x > 3) ifTrue:ifFalse: [1] [2]}'],
  ['(x > 3)\n    ifTrue: [1]\n    ifFalse: [2]', '{(x > 3) ifTrue:ifFalse: [1] [2]}'],
  ['(x > 3) ifFalse: [1] ifTrue: [2]', '{(x > 3) ifTrue:ifFalse: [2] [1]}'],
  ['x > 3 ifTrue: [1]', '{(x > 3) ifTrue: [1]}'],
  ['(a > 0) and: [b > 0] ifTrue: [1]', '{{(a > 0) and: [(b > 0)]} ifTrue: [1]}'],
  ['(a) or: [b] or: [c isEmpty]\n ifTrue: [1]', '{{{a or: [b]} or: [{c isEmpty}]} ifTrue: [1]}'],
  ['x not ifTrue: [1]', '{{x not} ifTrue: [1]}'],
  ['[i < 5] whileTrue: [i := i + 1]', '{[(i < 5)] whileTrue: [i := (i + 1)]}'],
  ['(i < 5) whileTrue: [1]', '{(i < 5) whileTrue: [1]}'],
  ['[true] whileFalse: []', '{[true] whileFalse: []}'],
  ['block whileTrue: other', '{block whileTrue: other}'],
  ['4 timesRepeat: [1]', '{4 timesRepeat: [1]}'],
  ['1 to: 5 do: [:k | k]', '{1 to:do: 5 [:k k]}'],
  ["nil ifNil: [^ 'x'] ifNotNil: [:v | ^ v]", "{nil ifNil:ifNotNil: [^ 'x'] [:v ^ v]}"],
  ['v ifNotNil: [1] ifNil: [2]', '{v ifNil:ifNotNil: [2] [1]}'],
  ["(s matches: '^a+$')", "{s matches: '^a+$'}"],
  ['arr do: [:x | @ x run]', '{arr do: [:x (@ x run)]}'],
  ['arr detect: [:x | x > 3] ifNone: [0]', '{arr detect:ifNone: [:x (x > 3)] [0]}'],
  ['arr inject: 0 into: [:a :b | a + b]', '{arr inject:into: 0 [:a :b (a + b)]}'],
  ['items := items arrayAt: i put: -3', 'items := {items arrayAt:put: i -3}'],
  ['d objectAt: k putJson: v', '{d objectAt:putJson: k v}'],
  ['(path fileExists) ifTrue: [1]', '{{path fileExists} ifTrue: [1]}'],
  ["('' isEmpty)", "{'' isEmpty}"],
  ['try: [ @ self boom ]\ncatch: [:e | ^ e ]', 'try [(@ self boom)] catch [:e ^ e]'],
  ['x := try: [1] catch: [2]', 'x := try [1] catch [2]'],
  ['try: [\n 1\n] catch: [ :err |\n 2\n]', 'try [1] catch [:err 2]'],
])('control flow %s', (text, expected) => {
  expect(tree(text)).toBe(expected);
});

test.each([
  ['[]', '[]'],
  ['[:x]', '[:x ]'],
  ['[:x | ]', '[:x ]'],
  ['[:x :y | x * y]', '[:x :y (x * y)]'],
  ['[:x | | t | t := x. t]', '[:x |t| t := x. t]'],
  ['[:x || t | t]', '[:x |t| t]'],
  ['[ | t u | t ]', '[|t u| t]'],
  ['[:x | [:y | ^ x + y]]', '[:x [:y ^ (x + y)]]'],
  ['[[x] whileTrue: [y]]', '[{[x] whileTrue: [y]}]'],
  ['[[1]]', '[[1]]'],
  ['(a) ifTrue: [(b) ifTrue: [^ i]]', '{a ifTrue: [{b ifTrue: [^ i]}]}'],
])('block %s', (text, expected) => {
  expect(tree(text)).toBe(expected);
});

test.each([
  ['| a b | a := 1. ^ a', '|a b| a := 1. ^ a'],
  ['a := 1\nb := 2', 'a := 1. b := 2'],
  ['a :=\n  1 +\n  2', 'a := (1 + 2)'],
  ['a := 1\n  + 2', 'a := (1 + 2)'],
  ["a := 'x'\n  , 'y'", "a := ('x' , 'y')"],
  ['a := 1\n-2', 'a := 1. -2'],
  ['(1\n  + 2)', '(1 + 2)'],
  ['x := y := 3', 'x := y := 3'],
  ['^', '^'],
  ['^\n3', '^. 3'],
  ['[^] ', '[^]'],
  ['a. b', 'a. b'],
  ['..\n;\n. 1', '1'],
  ['a := 1. # what\nb', 'a := 1. b'],
  ['a\n# between\n\n  ifNil: [1]', '{a ifNil: [1]}'],
  ['a := 1 \\\n + 2', 'a := (1 + 2)'],
])('statements %s', (text, expected) => {
  expect(tree(text)).toBe(expected);
});

test('a position is a line from 1 and a column from 0, in the text around when there is one', () => {
  const [first, second] = parseBody('a := 1\n  @ b run', { line: 7, column: 10 }).body.statements;
  expect(first?.at).toEqual({ line: 7, column: 10 });
  expect(second?.at).toEqual({ line: 8, column: 2 });
  const value = first?.type === 'assign' ? first.value.at : null;
  expect(value).toEqual({ line: 7, column: 15 });
});

test('a fault ends one statement, and the others are there', () => {
  const { body, problems } = parseBody(
    'a := 1\nb := := 2\nc := (3 + )\nd := [ e := ) . 4\n f ]\n@ g\n^ 5',
  );
  expect(problems.map(({ code, at }) => [code, at.line, at.column])).toEqual([
    ['unexpected_token', 2, 5],
    ['unexpected_token', 3, 10],
    ['unexpected_token', 4, 12],
    ['unexpected_token', 7, 0],
  ]);
  expect(shownBody(body)).toBe('a := 1. d := [f]. ^ 5');
});

test('a message without @ is a fault that says so', () => {
  for (const text of ['Counter new', 'list at: 3', 'x := Counter new']) {
    expect(parseBody(text).problems[0]?.message).toContain('a message starts with @');
  }
});

test.each([
  ['blocks', '['.repeat(300) + ']'.repeat(300)],
  ['parentheses', '('.repeat(300) + '1' + ')'.repeat(300)],
  ['messages', '@ '.repeat(300) + 'a' + ' b'.repeat(300)],
  ['signs', '- '.repeat(300) + '1'],
  ['assignments', 'a := '.repeat(300) + '1'],
  ['lists', '#('.repeat(300) + ')'.repeat(300)],
  ['a sum', '1' + ' + 1'.repeat(2000)],
  ['unary messages', 'x' + ' not'.repeat(2000)],
  ['keyword messages', 'x' + ' and: y'.repeat(2000)],
])('too many %s are too deep', (_, text) => {
  const { problems } = parseBody(text);
  expect(problems.map(({ code }) => code)).toContain('too_deep');
});

test.each([
  'x :=',
  '[ a',
  '(1 +',
  '@ self',
  '@ self at:',
  "'abc",
  '"abc',
  '#(1',
  'try: [ 1 ]',
  '| a',
])('what only lacks its end is unterminated: %s', (text) => {
  expect(parseBody(text).problems.map(({ code }) => code)).toEqual(['unterminated']);
});

test('a message is one line, whatever the text is', () => {
  for (const text of [
    "x := 'a\nb",
    'x := \u001b[2J',
    `x := ) ${'a'.repeat(99)}`,
    `$${'a'.repeat(99)}'`,
  ]) {
    const [problem] = parseBody(text).problems;
    expect(problem?.message).toMatch(/^[^\p{Cc}]{10,120}$/u);
  }
});
