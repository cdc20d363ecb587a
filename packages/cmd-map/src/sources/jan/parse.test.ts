// Every written form of a declaration, and files that are broken: never an exception, the rest is still found.
import { describe, expect, it } from 'vitest';
import { signatureText } from '../../resolve/signature.ts';
import { parseJan } from './parse.ts';

const parse = (text: string) => parseJan(text, { file: 'src/a.jan', module: 'src.a' });
const signatures = (text: string): string[] => parse(text).overloads.map(signatureText);

describe('functions', () => {
  it.each([
    ['func add(x: i32, y: i32) -> i32 { return x }', 'add(i32, i32) -> i32'],
    ['func add(x: i32) -> i32 do\n  return x\nend', 'add(i32) -> i32'],
    ['func add(x: i32) -> i32 do return x end', 'add(i32) -> i32'],
    [
      'pub fn print(m: String, a: Allocator) Error!void {\n}',
      'print(String, Allocator) -> Error!void',
    ],
    ['async func go()', 'go() -> void'],
    ['extern "C" fn puts(s: [*]const u8) i32;', 'puts([*]const u8) -> i32'],
    ['inline fn f(x: ?T, y: Map[K, V] = none) -> (i32, i32) {}', 'f(?T, Map[K, V]) -> (i32, i32)'],
    [
      'func serialize<T: Serializable>(v: T) -> []u8\nwhere T: Show {}',
      'serialize[T: Serializable + Show](T) -> []u8',
    ],
    ['func f[T](x: T) {}', 'f[T](T) -> void'],
    ['func m(T: type, U: type)(a: T, f: func(T) -> U) -> U { }', 'm[T, U](T, func(T) -> U) -> U'],
    ['fn max(comptime T: type, a: T) T {}', 'max[T](T) -> T'],
    ['func f(a: []T,\n       b: &dyn Tr) -> string {}', 'f([]T, &dyn Tr) -> string'],
    ['func f(x: i32) -> string {.dispatch: dynamic.} do\nend', 'f(i32) -> string'],
    ['func f(g: Vec<T>, h: E!T, i: A | B) -> T ! E {}', 'f(Vec<T>, E!T, A | B) -> T ! E'],
    ['function http.get(u: string) -> string {}', 'http.get(string) -> string'],
    ['{.dispatch: perfect_hash}\nfunc f(x: i32) {}', 'f(i32) -> void'],
    ['@dispatch_hint(.prefer_static)\nfunc f(x: i32) {}', 'f(i32) -> void'],
  ])('%s', (text, signature) => {
    expect(signatures(text)).toEqual([signature]);
    expect(parse(text).skipped).toEqual([]);
  });

  it('visibility, place and effects', () => {
    const { overloads } = parse('\n  export func f(x: i32) -> i32 {.pure.} { }\nfunc g() {}');
    expect(overloads[0]).toMatchObject({
      visibility: 'public',
      effects: ['pure'],
      location: { file: 'src/a.jan', line: 2, column: 15 },
    });
    expect(overloads[1]).toMatchObject({ visibility: 'private', module: 'src.a' });
  });

  it('a body is stepped over, whatever it holds', () => {
    const body = `do
      if a do
        return "func no() {}" // func no() {}
      else if c do
        return range.end
      end
      for i in 0..10 do print('}') end
      match x
        1 => 2
      end
      if x { y() }
    end`;
    expect(
      signatures(
        `func f() -> i32 ${body}\nfunc g() { ${'{'.repeat(50)}${'}'.repeat(50)} }\nfunc h()`,
      ),
    ).toEqual(['f() -> i32', 'g() -> void', 'h() -> void']);
  });
});

describe('types', () => {
  const typesOf = (text: string) =>
    parse(text).types.map((type) => ({ ...type, location: undefined, module: undefined }));
  it.each([
    ['struct P { x: i32, y: i32 }', { name: 'P' }],
    ['struct P;', { name: 'P' }],
    ['struct http.request {\n x: i32\n}', { name: 'http.request' }],
    ['enum E { A, B(T), C { f: T } }', { name: 'E' }],
    ['type R;', { name: 'R' }],
    ['type Shape = Circle\n  | Square', { name: 'Shape', union: ['Circle', 'Square'] }],
    ['type sealed W = A | B', { name: 'W', union: ['A', 'B'], sealed: true }],
    ['type open W = A | B', { name: 'W', union: ['A', 'B'], sealed: false }],
    ['type A = int', { name: 'A', alias: 'int' }],
    ['type W = { f: T }', { name: 'W' }],
    ['type W = C & { b: bool }', { name: 'W', extends: ['C'] }],
    ['type Circle = table extends Shape { r: f64 }', { name: 'Circle', extends: ['Shape'] }],
    ['type Result = sum { Ok(T), Err(E) }', { name: 'Result', sealed: true }],
    ['trait Iterator<T> {\n func next(self) -> T\n}', { name: 'Iterator', trait: true }],
  ])('%s', (text, type) => {
    expect(typesOf(text)).toEqual([{ extends: [], union: [], ...type }]);
    expect(parse(text).skipped).toEqual([]);
  });
});

describe('methods', () => {
  it('impl, default, and a slot for trait objects', () => {
    const { overloads, types } = parse(`
      trait Drawable { func draw(self) -> i32
        func label(self) -> i32 { return 1 } }
      impl Drawable for Point { func draw(&self) -> i32 { return 2 } }
      impl Vec<T> { fn len(self: *const T) usize {} }
      pub impl[T] Dropper for T where T: Drop { fn drop(self) void {} }
      pub impl NoDrop for u8 {}`);
    expect(overloads.map((one) => [signatureText(one), one.method])).toEqual([
      ['draw(&dyn Drawable) -> i32', { type: 'Drawable', trait: 'Drawable', slot: 0 }],
      ['label(&dyn Drawable) -> i32', { type: 'Drawable', trait: 'Drawable', slot: 1 }],
      ['label(Drawable) -> i32', { type: 'Drawable', trait: 'Drawable', isDefault: true }],
      ['draw(Point) -> i32', { type: 'Point', trait: 'Drawable' }],
      ['len(Vec<T>) -> usize', { type: 'Vec<T>' }],
      ['drop[T: Drop](T) -> void', { type: 'T', trait: 'Dropper' }],
    ]);
    expect(types.filter(({ trait }) => !trait).map(({ name, extends: of }) => [name, of])).toEqual([
      ['Point', ['Drawable']],
      ['u8', ['NoDrop']],
    ]);
  });
});

describe('modules and imports', () => {
  it('names, nesting, and what comes in', () => {
    const { modules, overloads } = parse(`import a.b;
module demo.shapes;
import std.io.{print, open as openFile}
use a::b::C
use zig "x.zig"
use janus "std/log"
import "./f.jan" as X
const full = struct { pub fn write(x: i32) void {} };
module inner { func g() {} }`);
    expect(modules.find(({ name }) => name === 'demo.shapes')?.imports).toEqual([
      { from: 'a.b' },
      { from: 'std.io', names: [{ name: 'print' }, { name: 'open', as: 'openFile' }] },
      { from: 'a.b.C' },
      { from: 'std/log' },
      { from: './f.jan', as: 'X' },
    ]);
    expect(overloads.map(({ module, name }) => `${module ?? ''} ${name}`)).toEqual([
      'demo.shapes.full write',
      'demo.shapes.inner g',
    ]);
  });
});

describe('broken files', () => {
  it.each([
    ['an open parameter list', 'func broken(x: i32 {\nfunc last() {}', ['last() -> void']],
    ['an open brace', 'func a() {\n  if x {\nfunc last() {}', ['a() -> void', 'last() -> void']],
    ['no end', 'func a() do\n  x\nfunc last() {}', ['a() -> void', 'last() -> void']],
    ['garbage', 'garbage here { }\nfunc last() {}', ['last() -> void']],
    ['closing brackets', '} ) ]\nfunc last() {}', ['last() -> void']],
    ['an open string', 'let a = "x\nfunc last() {}', ['last() -> void']],
    [
      'a fused type',
      'type X = struct {\n  typeradius: float, height\n}\nfunc last() {}',
      ['last() -> void'],
    ],
  ])('%s', (_name, text, found) => {
    expect(signatures(text)).toEqual(found);
  });

  it('reports what it stepped over with its place', () => {
    expect(parse('func ok() {}\n  garbage here').skipped).toEqual([
      {
        message: '"garbage" begins no declaration that is known',
        location: { file: 'src/a.jan', line: 2, column: 3 },
      },
    ]);
  });

  it('bytes at random end in declarations, not in exceptions', () => {
    const pieces = [
      'func ',
      'f',
      '(',
      ')',
      '{',
      '}',
      'do',
      'end',
      '\n',
      '"',
      "'",
      '/*',
      '->',
      'type X =',
      '|',
      'impl ',
      'trait T',
      'where',
      '{.',
      '.}',
      '[',
      '<',
      '>',
      ' ',
      '\0',
      'é',
      '#',
      ';',
      ',',
    ];
    let state = 7;
    const random = (below: number): number => (state = (state * 48271) % 2147483647) % below;
    for (let round = 0; round < 2000; round++) {
      const text = Array.from({ length: 60 }, () => pieces[random(pieces.length)]).join('');
      expect(() => parse(text)).not.toThrow();
    }
  });
});

describe('what real files hold', () => {
  it('mod is a module, extension adds methods', () => {
    const { overloads } = parse(
      'pub mod helpers {\n  pub fn f(x: i32) {}\n}\nextension Iterator<T> {\n  func count(self) -> i32 {}\n}\n',
    );
    expect(overloads.map(({ module, name }) => `${module ?? ''}.${name}`)).toEqual([
      'helpers.f',
      'src.a.count',
    ]);
    expect(overloads[1]?.params).toEqual(['Iterator<T>']);
  });

  it('members of a union may hold something', () => {
    const { types } = parse('type P = Red{r: u8} | Ok(T) | Vec<T>\n');
    expect(types[0]?.union).toEqual(['Red', 'Ok', 'Vec<T>']);
  });

  it('a "}" too many, in the middle of a module', () => {
    const { overloads, skipped } = parse(
      'module good {\n  typeradius: float, center: Point }\n  func area(c: Circle) -> f64 { 1 }\n}\nfunc after()\n',
    );
    expect(overloads.map(({ module, name }) => `${module ?? ''}.${name}`)).toEqual([
      'good.area',
      'src.a.after',
    ]);
    expect(skipped).toMatchObject([{ message: '"}" closes nothing', location: { line: 2 } }]);
    expect(parse('module a { func f() {} }\nfunc g()').overloads.map((one) => one.module)).toEqual([
      'a',
      'src.a',
    ]);
  });

  it('bodies that are nested too deeply are stepped over, and told', () => {
    const deep = `${' module m {\n'.repeat(150)} func f()\n${' }\n'.repeat(150)}func g()`;
    const { overloads, skipped } = parse(deep);
    expect(overloads.map(({ name }) => name)).toEqual(['g']);
    expect(skipped[0]?.message).toContain('nested more than 100 deep');
  });
});
