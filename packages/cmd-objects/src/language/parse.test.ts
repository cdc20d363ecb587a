import { expect, test } from 'vitest';
import { shownBody } from '../../test/shown-tree.ts';
import type { Unit } from './ast.ts';
import { parse } from './parse.ts';

/** The unit of a text without a fault. */
function unit(text: string): Unit {
  const { unit: found, problems } = parse(text);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return found!;
}

/** A class with these members. */
const members = (text: string): Unit => unit(`Counter subclass: Object\n${text}\n`);

const places = (text: string) =>
  parse(text).problems.map(({ code, at }) => [code, at.line, at.column]);

test('1. a class, its name and its parent', () => {
  const { name, qualifiedName, superclass, isTrait } = unit('Counter subclass: Object');
  expect({ name, qualifiedName, superclass, isTrait }).toEqual({
    name: 'Counter',
    qualifiedName: 'Counter',
    superclass: 'Object',
    isTrait: false,
  });
  expect(unit('Object subclass: nil').superclass).toBeNull();
});

test('2. a trait has no parent', () => {
  expect(unit('Debuggable trait')).toMatchObject({ isTrait: true, superclass: null });
});

test('3. variables and their defaults', () => {
  const { instanceVars } = members("  instanceVars: value:0 step:1 name:'x' items");
  expect(instanceVars.map(({ name, default: value }) => [name, value])).toEqual([
    ['value', '0'],
    ['step', '1'],
    ['name', 'x'],
    ['items', null],
  ]);
  expect(instanceVars[2]?.at).toEqual({ line: 2, column: 31 });
});

test('3. defaults of every kind, and those of a class', () => {
  const { instanceVars, classInstanceVars } = members(
    `  instanceVars: a:-1 b:1.5 c: 7 d:'''two\nlines''' e:"dq" f:true g:nil h:'[]' i:''\n  classInstanceVars: total:0`,
  );
  expect(instanceVars.map(({ default: value }) => value)).toEqual([
    '-1',
    '1.5',
    '7',
    'two\nlines',
    'dq',
    'true',
    null,
    '[]',
    '',
  ]);
  expect(classInstanceVars).toMatchObject([{ name: 'total', default: '0' }]);
});

test('4. a text without quotes is a second variable, and probably a typing error', () => {
  for (const [vars, column] of [
    ['a: b', 19],
    ['a:b', 18],
  ] as const) {
    const { unit: found, problems } = parse(`C subclass: Object\n  instanceVars: ${vars}\n`);
    expect(found?.instanceVars).toMatchObject([
      { name: 'a', default: null },
      { name: 'b', default: null },
    ]);
    expect(problems).toMatchObject([
      { code: 'possible_typo', severity: 'warning', at: { line: 2, column } },
    ]);
  }
});

test('a comment may stand behind every declaration', () => {
  const found = members(
    '  include: Debuggable #traits\n  instanceVars: a:0 # two\n  category: "x" #here\n  requires: size #now',
  );
  expect(found.includes).toEqual(['Debuggable']);
  expect(found.instanceVars).toHaveLength(1);
});

test('5. a package and what it imports', () => {
  const found = unit('package: MyApp\nimport: Core\nimport: Tools\n\nCounter subclass: Object');
  expect(found).toMatchObject({
    package: 'MyApp',
    imports: ['Core', 'Tools'],
    name: 'Counter',
    qualifiedName: 'MyApp::Counter',
  });
});

test('6. a parent of another package', () => {
  expect(unit('Counter subclass: Core::Object').superclass).toBe('Core::Object');
});

test('7. a keyword method', () => {
  const { methods } = members('  method: at: k put: v [ ^ k ]');
  expect(methods).toMatchObject([
    { selector: 'at_put_', shown: 'at:put:', parameters: ['k', 'v'], kind: 'instance', raw: false },
  ]);
  expect(methods[0]?.at).toEqual({ line: 2, column: 2 });
});

test('7. every kind of method', () => {
  const { methods } = members(`  method: a [ ^ 1 ]
  classMethod: b [ ^ 1 ]
  rawMethod: c [ echo 1 ]
  rawClassMethod: d [ echo 1 ]
  testMethod: e [ ^ true ]
  rawTestMethod: f [ echo 1 ]
  primitiveMethod: g [ echo 1 ]
  primitiveClassMethod: h [ echo 1 ]
  primitive: i calls: some_function
  classPrimitive: put: x calls: other
  method: _private [ ^ 1 ]
  method: class: c if: d [ ^ 1 ]`);
  expect(methods.map(({ kind, raw, shown }) => `${kind} ${raw} ${shown}`)).toEqual([
    'instance false a',
    'class false b',
    'instance true c',
    'class true d',
    'test false e',
    'test true f',
    'instance true g',
    'class true h',
    'instance true i',
    'class true put:',
    'instance false _private',
    'instance false class:if:',
  ]);
  expect(methods[8]?.text).toBe('some_function "$@"');
});

test('8. a category holds until the next one', () => {
  const { methods } = members(
    `  method: a [ ]\n  category: 'x'\n  method: b [ ]\n  method: c [ ]\n  category: "y"\n  method: d [ ]`,
  );
  expect(methods.map(({ category }) => category)).toEqual([null, 'x', 'x', 'y']);
});

test('9. an alias, of keyword selectors too', () => {
  const { aliases } = members(
    '  alias: size for: count\n  alias: add: for: push:\n  alias: at: put: for: set:to:\n  alias: wait:for: for: x:y:',
  );
  expect(aliases.map(({ alias, target }) => [alias, target])).toEqual([
    ['size', 'count'],
    ['add_', 'push_'],
    ['at_put_', 'set_to_'],
    ['wait_for_', 'x_y_'],
  ]);
});

test('10. advice in the order of the file, on keyword selectors too', () => {
  const { advice } = members(`  before: save do: [ @ self log ]
  after: delete do: [ ^ 1 ]
  before: withdraw: do: [ x := 1 ]
  after: at: put: do: [ ]
  before: at:put: do: [ [[a] whileTrue: [b]] ]`);
  expect(advice.map(({ kind, selector }) => [kind, selector])).toEqual([
    ['before', 'save'],
    ['after', 'delete'],
    ['before', 'withdraw_'],
    ['after', 'at_put_'],
    ['before', 'at_put_'],
  ]);
  expect(shownBody(advice[0]!.body)).toBe('(@ self log)');
  expect(advice[1]?.at).toEqual({ line: 3, column: 2 });
});

test('11. a required file and a required method', () => {
  const { requires } = members(
    "  requires: 'lib/x.bash'\n  requires: inject: into:\n  requires: size\n  requires: at:put:",
  );
  expect(requires).toEqual([
    { kind: 'file', path: 'lib/x.bash' },
    { kind: 'method', selector: 'inject_into_' },
    { kind: 'method', selector: 'size' },
    { kind: 'method', selector: 'at_put_' },
  ]);
});

test('12. the pragmas of a method are no part of its body', () => {
  const { pragmas, methods } = members(`  pragma: primitiveClass
  rawMethod: a [
    # why
    pragma: direct
    pragma: bashOnly
    X="y"
  ]
  method: b [

    pragma: stream.
    | x |
    ^ x
  ]
  classMethod: c [
    pragma: primitive
    local p="$1"
    [[ -z "$p" ]] && return
  ]`);
  expect(pragmas).toEqual(['primitiveClass']);
  expect(methods.map((method) => method.pragmas)).toEqual([
    ['direct', 'bashOnly'],
    ['stream'],
    ['primitive'],
  ]);
  expect(methods[0]?.text).toBe('\n    X="y"\n  ');
  expect(shownBody(methods[1]!.body!)).toBe('|x| ^ x');
  expect(methods[2]).toMatchObject({ raw: true, body: null });
  expect(methods[2]?.text).toContain('local p="$1"');
});

test('13. symbols, comments and literals in a body', () => {
  const { methods } = members('  method: a [ x := #foo # foo ]\n  ^ #(1 2). y := #{a: 1} ]');
  expect(shownBody(methods[0]!.body!)).toBe("x := 'foo'. ^ #(1 2). y := #{a: 1}");
});

test('14. a text in three quotes keeps its newline and its quotes', () => {
  const { methods } = members("  method: a [ ^ '''it's ]\nb''' ]\n  method: b [ ^ 1 ]");
  expect(shownBody(methods[0]!.body!)).toBe("^ 'it's ]\nb'");
  expect(methods).toHaveLength(2);
});

test('15. brackets close one by one', () => {
  const { methods } = members(
    '  method: a [[[x] whileTrue: [y]]]\n  method: b [ (x) ifTrue: [^ i]]',
  );
  expect(methods.map(({ body }) => shownBody(body!))).toEqual([
    '[{[x] whileTrue: [y]}]',
    '{x ifTrue: [^ i]}',
  ]);
});

test('16. garbage is reported with its place, and the class goes on at the next keyword', () => {
  const text = `Counter subclass: Object
  garbage ] 'here
  method: a [ ^ 1 ]
  more of it method: b [ ^ 2 ]
  implements: Foo
  # method: none [
  method: c [ ^ 3 ]
`;
  expect(parse(text).unit?.methods.map(({ selector }) => selector)).toEqual(['a', 'b', 'c']);
  expect(places(text)).toEqual([
    ['unexpected_token', 2, 2],
    ['unexpected_token', 4, 2],
    ['unexpected_token', 5, 2],
  ]);
});

test('16. a method that makes no sense does not take the others along', () => {
  const text = `Counter subclass: Object
  method: 123 [
    category: 'x'
  ]
  method: foo: [ ^ 1 ]
  method: unclosed [
    (x > 3) ifTrue: [ ^ 'a'

  method: quote [
    x := 'never closed
  ]
  method: dollar [
    x := "$(never
  ]
  rawMethod: brace [
    echo \${never
  ]
  method: statement [
    x := := 3
    ^ x
  ]
  method: last [ ^ 1 ]
`;
  const { unit: found } = parse(text);
  expect(found?.methods.map(({ selector }) => selector)).toEqual([
    'unclosed',
    'quote',
    'dollar',
    'brace',
    'statement',
    'last',
  ]);
  expect(found?.methods.at(-2)?.body?.statements).toHaveLength(1);
  expect(places(text)).toContainEqual(['unterminated', 6, 19]);
  expect(places(text)).toContainEqual(['unterminated', 10, 9]);
});

test.each([
  ['', 1, 0],
  ['\n# only a comment\n', 3, 0],
  ['not a valid class', 1, 0],
  ['Counter', 1, 0],
  ['c=$(@ Counter new)\n@ $c increment\n', 1, 0],
  ['A::B subclass: Object', 1, 0],
])('17. %j is no class', (text, line, column) => {
  expect(parse(text).unit).toBeNull();
  expect(places(text)).toEqual([['no_header', line, column]]);
});

test('raw bodies end where bash sees the end', () => {
  const raw = `
    # it's [ a comment
    local x="\${a[@]}" y='[' z=\\[ w="$(echo "]" | sed 's/]//')"
    [[ "$x" =~ ^[0-9]+$ ]] || [[ $y == *[!a-z]* ]]
    case "$x" in
      a) echo "\${BASH_VERSION%%(*}" ;;
      *) x=$(case $y in b) echo ']' ;; esac) ;;
    esac
    for ((i=0; i<\${#a[@]}; i++)); do echo \${a[$i]} $# $((1 << n)); done
    cat > "$f" <<EOF
\${name} subclass: Object
  method: example [
    ^ 'it
EOF
    read -r a <<< "$x"
    echo "\${x:-it's}" $'it\\'s'
    jq -c '.[] | {a: .b[0]}' < <(cat)
  `;
  const { methods } = members(`  rawMethod: a [${raw}]\n  method: b [ ^ 1 ]`);
  expect(methods).toHaveLength(2);
  expect(methods[0]?.text).toBe(raw);
});

test('lines end in \\r\\n, too', () => {
  const { methods } = unit('C subclass: Object\r\n  method: a [\r\n    ^ 1\r\n  ]\r\n');
  expect(shownBody(methods[0]!.body!)).toBe('^ 1');
});

test('a text that is too long is not read', () => {
  const { unit: found, problems } = parse(' '.repeat(1024 * 1024 + 1));
  expect(found).toBeNull();
  expect(problems).toMatchObject([{ code: 'too_long' }]);
});
