// Texts that are meant to hurt the parser: noise, real declarations cut and changed, and one thing again and again.
import { DispatchMap } from '../src/model/dispatch-map.ts';
import { parseJan } from '../src/sources/jan/parse.ts';

const DECLARATIONS = [
  'module a.b;\nimport a.b.{x as y}\nuse "./f.jan" as F\n',
  'pub func add[T: A + B](x: T, y: []T = none) -> T ! E {.dispatch: dynamic.} do\n  return x\nend\n',
  'fn print(m: String, a: *const Allocator) Error!void { if x { y("}") } }\n',
  'trait Iterator<T> {\n  func next(self) -> T?\n  func map<U>(self, f: func(T) -> U) -> U { }\n}\n',
  'impl<T> a::Tr<T> for Vec<T> where T: Drop {\n  pub fn drop(&mut self) {}\n}\n',
  'type sealed Shape = Circle{r: f64} | Square(f64)\n  | Other\n',
  'type W = Writer & { f: func() -> void }\ntype A = table extends B { x: i32 }\n',
  'pub const S = struct {\n  x: i32,\n  pub fn m(self: *S) void {}\n};\n',
  'enum E { A, B(T), C { f: T } }\nstruct http.request { x: i32 }\nerror Bad;\n',
  'module M {\n  mod n {\n    export func f(x: &dyn Tr, y: [T; 3]) -> (i32, f64) { }\n  }\n}\n',
  '@hint(.fast)\nasync func go(x: "a\\"b", y: \'c\') # note\n/* text */ // more\n',
  'func f() do\n  for x in y do |z|\n    while a do b end\n  end\nend\nextension V { func g(self) }\n',
];

const PIECES =
  '( ) [ ] { } {. .} < > | & , ; : :: . -> => = " """ \' \\ /* */ // # \n do end func fn type struct trait impl module where for extends import pub const @a é \0 \u{1F600}'.split(
    ' ',
  );

type Random = (below: number) => number;

const pick = <T>(random: Random, list: T[]): T => list[random(list.length)] as T;

const noise = (random: Random): string =>
  Buffer.from(Array.from({ length: random(400) }, () => random(256))).toString('latin1');

const words = (random: Random): string =>
  Array.from({ length: random(200) }, () => pick(random, PIECES)).join(pick(random, ['', ' ']));

/** Some declarations one behind the other, pieces of them cut out, doubled, or put in place of others. */
function mutated(random: Random): string {
  let text = Array.from({ length: 1 + random(6) }, () => pick(random, DECLARATIONS)).join('');
  for (let times = random(8); times > 0; times--) {
    const [from, length] = [random(text.length + 1), random(30)];
    const put = pick(random, ['', pick(random, PIECES), text.slice(from, from + 2 * length)]);
    text = text.slice(0, from) + put + text.slice(from + length * random(2));
  }
  return text.slice(0, random(5) === 0 ? random(text.length + 1) : undefined);
}

/** A text of one kind, by a random choice. */
export const hostileText = (random: Random): string =>
  pick(random, [noise, words, mutated, mutated])(random);

/** One thing `count` times, in the places where a parser may go astray. */
export function repeated(count: number): Record<string, string> {
  const times = (text: string, of = count): string => text.repeat(of);
  const brackets = ['(', '[', '{', '{.', '<', '"', '"""', "'", '/*', '#', '\\', '\0', '\u{1F600}'];
  const within = [
    'Vec<',
    '[]',
    '?',
    '&',
    '*',
    '(',
    'func(',
    'A | ',
    'A & ',
    '/*',
    ',',
    '=',
    'mut ',
  ];
  return {
    ...Object.fromEntries(brackets.map((one) => [one, times(one)])),
    ...Object.fromEntries(within.map((one) => [`f(x: ${one}`, `func f(x: ${times(one)}T) {}`])),
    ...Object.fromEntries(
      ['module a {\n', 'impl A for B { ', 'const S = struct { ', 'trait T { ', 'struct S { '].map(
        (one) => [one, times(one)],
      ),
    ),
    do: `func f() do ${times('do ')}`,
    end: `func f() do ${times('end ')}`,
    'while ;': `func f() do\n${times('while ;')}`,
    'while x': `func f() do\n${times('while x\n')}`,
    union: `type X = ${times('A\n| ')}`,
    where: `func f() where ${times('T: A,\n')}`,
    attributes: times('@a('),
    imports: times('import a.b\n'),
    modules: `${times('import a.b\n', count / 10)}${times('module m;\nmodule n;\n', count / 10)}`,
    generics: `struct S[${times('T, ', count / 20)}] {\n${times('func f(x: T) {}\n', count / 20)}}`,
    names: `func a${times('.a')}()`,
    parents: `struct A extends ${times('B, ')}`,
    unknown: times('zzz\n'),
  };
}

/** Parses a text and makes every family of it. Returns how many overloads there are. */
export function readAll(text: string): number {
  const parsed = parseJan(text, { file: 'a.jan', module: 'a' });
  const map = new DispatchMap(parsed);
  for (const name of map.names()) map.family(name);
  for (const { location } of parsed.skipped)
    if (location.line < 1 || location.column < 1) throw new Error('a place outside of the file');
  return parsed.overloads.length;
}
