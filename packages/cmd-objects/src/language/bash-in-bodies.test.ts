import { expect, test } from 'vitest';
import { shownBody } from '../../test/shown-tree.ts';
import { parseBody } from './parse.ts';

function tree(text: string): string {
  const { body, problems } = parseBody(text);
  expect(problems).toEqual([]);
  return shownBody(body);
}

test.each([
  ['$x', '$x'],
  ['${x}', '$x'],
  ['$1', '$1'],
  ['${10}', '$10'],
  ['^ $_RECEIVER', '^ $_RECEIVER'],
  ['x := $?', 'x := value`$?`'],
  ['x := ${y%%z}', 'x := value`${y%%z}`'],
  ["x := ${y%%'}'*}", "x := value`${y%%'}'*}`"],
  ['x := $(date)', 'x := value`$(date)`'],
  ['x := `date`', 'x := value``date``'],
  ['x := $(a | b \')\' "$(c)")', 'x := value`$(a | b \')\' "$(c)")`'],
  ['x := $(case $y in a) b ;; esac)', 'x := value`$(case $y in a) b ;; esac)`'],
  ["x := $'a\\'b'", "x := value`$'a\\'b'`"],
  ['x := $(@ self getValue)', 'x := (@ self getValue)'],
  ['x := $( @ "$a" at: 1 put: $b )', 'x := (@ <$a> at_put_ 1 $b)'],
  ['x := $(@ a b: $(@ c d))', 'x := (@ a b_ (@ c d))'],
  ['x := $(@ a b | wc)', 'x := value`$(@ a b | wc)`'],
  ['x := $(@ a size > /tmp/x)', 'x := value`$(@ a size > /tmp/x)`'],
  ['x := $(@ a b; c)', 'x := value`$(@ a b; c)`'],
  ['x := $(@ a b "c")', 'x := value`$(@ a b "c")`'],
  ['@ $(@ a b) c', '(@ (@ a b) c)'],
])('a value %s', (text, expected) => {
  expect(tree(text)).toBe(expected);
});

test.each([
  ['$((current + 1))', '(current + 1)'],
  ['$(( $x * (y - 2) % 3 ))', '(($x * (y - 2)) % 3)'],
  ['$((-x + 0x1F))', '(-x + 31)'],
  ['$((!x))', '{x not}'],
  ['$((a > 1 && b <= 2 || c != 3))', '(((a > 1) && (b <= 2)) || (c != 3))'],
  ['$(( $(_ivar value) + 1 ))', '(value`$(_ivar value)` + 1)'],
  ['$(( $(@ self size) + 1 ))', '((@ self size) + 1)'],
  ['$((x++))', 'value`$((x++))`'],
  ['$((x = 1))', 'value`$((x = 1))`'],
  ['$((x ? 1 : 2))', 'value`$((x ? 1 : 2))`'],
  ['$((1 << n))', 'value`$((1 << n))`'],
  ['$((8#17))', 'value`$((8#17))`'],
  ['$((017))', 'value`$((017))`'],
  ['$((a[1]))', 'value`$((a[1]))`'],
  ['$((2 ** 3))', 'value`$((2 ** 3))`'],
])('arithmetic %s', (text, expected) => {
  expect(tree(`x := ${text}`)).toBe(`x := ${expected}`);
});

test.each([
  ['"plain"', "'plain'"],
  ['""', "''"],
  ['"x is $x"', '<"x is " $x>'],
  ['"$x and $(@ self y) and ${x}!"', '<$x " and " (@ self y) " and " $x "!">'],
  ['"\\" \\\\ \\$x \\` \\n"', "'\" \\ $x ` \\n'"],
  ['"a\\\nb"', "'ab'"],
  ['"cost $ 5 $"', "'cost $ 5 $'"],
  ['"$((x + 1)) $1 $# `id`"', '<(x + 1) " " $1 " " value`$#` " " value``id``>'],
  ['"$(echo "in $(echo "deeper") ]")"', '<value`$(echo "in $(echo "deeper") ]")`>'],
  ['"${x:-it\'s}"', "<value`${x:-it's}`>"],
  ['"[" , t , "] ("', "(('[' , t) , '] (')"],
])('interpolation %s', (text, expected) => {
  expect(tree(text)).toBe(expected);
});

test.each([
  'echo "hi there"',
  'echo -n x',
  'echo "a" # no comment of ours',
  '_throw "X" "msg"',
  '_ivar status',
  'ts_put "$type" $args',
  'local x=1',
  'local -a files',
  'x=1',
  'x+=(y)',
  'arr[0]=x',
  'TRASH_DEBUG=0 @ Tuplespace init >/dev/null',
  ':',
  ': "${x:=1}"',
  'return 77',
  'return',
  'return -1',
  'cd /tmp',
  'date > $file',
  'ls | wc -l',
  'a && b || c',
  'true | false',
  '"$cmd" --flag x',
  '"$cmd" && echo done',
  '$cmd x',
  '/bin/ls -l',
  '! test -f x',
  '{ a; b; }',
  '[[ -n "$x" ]] && echo yes',
  '[[ $x == [a-z]* ]] || return 1',
  '[ -f "$x" ] && rm "$x"',
  '[ -f "$x" ]',
  'x=$(@ "$_CLASS" size)',
  'echo $(grep case x)',
  '(( i++ ))',
  '((count > 1)) && echo many',
  '@ self size | wc -c',
  '@ self run > /dev/null',
  '@ self run 2>/dev/null',
  '@ self ensure || return 1',
  'f() { echo "]"; }',
  'if [[ $x == 1 ]]; then\n  echo one\nelif foo; then\n  x=(1 2)\nfi',
  'for i in 1 2 3; do\n  echo $i\ndone | sort',
  'while read -r line; do\n  case "$line" in\n    a) echo "]" ;;\n    *) if x; then y; fi ;;\n  esac\ndone < "$f"',
  'if ! TRASH_DEBUG=0 @ Tuplespace count >/dev/null 2>&1; then\n  @ Tuplespace init\nfi',
  'cat <<END\nit\'s ] " here\nEND',
  "cat <<-'END' | wc\n\t'\n\tEND",
  'echo a \\\n  b',
  'a &&\n  b',
  'jq -c \'.[] | {a: .b}\' <<< "$x"',
])('a command line: %s', (text) => {
  const said = text.replace(/ # .*/, '');
  expect(tree(`${text}\ny := 2`)).toBe(`statement\`${said}\`. y := 2`);
});

test('an assignment of the language inside of a command line is one of bash', () => {
  const text = 'for i in 1 2; do a := "$i"; b := $(echo "c := $a")\n  d := \'x\'; e := i\ndone';
  expect(tree(text)).toBe(
    'statement`for i in 1 2; do a="$i"; b=$(echo "c := $a")\n  d=\'x\'; e := i\ndone`',
  );
  expect(tree('cat <<END\nx := "y"\nEND')).toBe('statement`cat <<END\nx := "y"\nEND`');
});

test.each([
  'name',
  'break_even',
  'count := 3',
  'x = 1',
  'set := 3',
  'type = 4',
  'count isEmpty',
  'count ifNil: [1]',
  'date - 1',
  'echo',
  '$x',
  '$x + 1',
  '"$x" , y',
  '((a + b) * c)',
  '((a > b)) ifTrue: [1]',
  '[x] whileTrue: [y]',
  '[ x ] whileTrue: [ y ]',
  '[[x] whileTrue: [y]]',
  '[ -x ] whileTrue: [ y ]',
  "test ,'x'",
])('not a command line: %s', (text) => {
  expect(tree(text)).not.toContain('`');
});

test('a comparison in a block is none, either', () => {
  expect(tree("[x='a']")).toBe("[(x = 'a')]");
});

test('a command line ends at the bracket of its block and at a full stop behind a quote', () => {
  expect(tree('(a) ifTrue: [echo "x" $y[1]]. b')).toBe(
    '{a ifTrue: [statement`echo "x" $y[1]`]}. b',
  );
  expect(tree('[_throw "A" "b". ^ 1]')).toBe('[statement`_throw "A" "b"`. ^ 1]');
  expect(tree('return 77.\nx')).toBe('statement`return 77`. x');
  expect(tree('cd ..\nfind .')).toBe('statement`cd ..`. statement`find .`');
});

test('what is a variable is no command', () => {
  expect(parseBody('| count |\ncount isEmtpy').problems).toMatchObject([
    { code: 'unexpected_token', at: { line: 2, column: 6 } },
  ]);
  expect(parseBody('[:x | x isEmtpy]').problems).toHaveLength(1);
});

test.each(['x := a | b', '@ self foo: (a | b)', 'x ifTrue: [1] | y', '^ @ self size | wc'])(
  'neither language has %s',
  (text) => {
    expect(parseBody(text).problems).toMatchObject([{ code: 'unexpected_token' }]);
  },
);

test.each(['if x; then\ny := 1', '{ a', 'echo "a', 'for x in 1; do [ echo y', 'cat <<< (x'])(
  'a command line that never ends is a fault: %j',
  (text) => {
    expect(parseBody(text).problems.map(({ code }) => code)).toContain('unterminated');
  },
);
