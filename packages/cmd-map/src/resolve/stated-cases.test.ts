// The outcomes that the documents of the language state, in the numbering of the reference.
import { describe, expect, it } from 'vitest';
import { DispatchMap } from '../model/dispatch-map.ts';
import { fromDocument } from '../sources/document.ts';
import { trace, whatIf } from './answers.ts';
import { query } from './query.ts';
import { parseCall } from './signature.ts';

/** `A < B, C` extends; `A = B | C` is a union; `A = B` an alias; `A = B & C` an intersection. */
function toType(text: string) {
  const [left = '', right = ''] = text.split(/[<=]/).map((one) => one.trim());
  if (text.includes('<')) return { name: left, extends: right.split(',').map((one) => one.trim()) };
  if (right.includes('|')) return { name: left, union: right.split('|').map((one) => one.trim()) };
  if (right.includes('&'))
    return { name: left, extends: right.split('&').map((one) => one.trim()) };
  return right === '' ? { name: left } : { name: left, alias: right };
}

const mapOf = (types: string, overloads: string) =>
  new DispatchMap(
    fromDocument({
      types: types
        .split(';')
        .map((one) => one.trim())
        .filter(Boolean)
        .map(toType),
      overloads: overloads.split(';').map((signature) => ({ signature: signature.trim() })),
    }),
  );

/** The selected parameters as text, or the code of the error. */
function outcomeOf(map: DispatchMap, call: string): string {
  const { outcome } = whatIf(map, { call: parseCall(call) });
  return outcome.selected?.replace(/ -> .*$/, '') ?? outcome.error?.code ?? 'nothing';
}

const SHAPES = 'Circle; Rectangle; Triangle; Shape = Circle | Rectangle | Triangle';
const AREAS = 'area(Shape); area(Circle); area(Rectangle)';
const FIGHT =
  'Sword; Bow; Staff; Goblin; Dragon; Wizard; Weapon = Sword | Bow | Staff; Enemy = Goblin | Dragon | Wizard';
const ATTACKS =
  'attack(Weapon, Enemy); attack(Sword, Goblin); attack(Bow, Dragon); attack(Staff, Wizard)';
const ADD3 = 'add(i32, i32); add(f64, f64); add(string, string)';
const ADD5 = 'add(i32, i32); add(i64, i64); add(f32, f32); add(f64, f64); add(string, string)';
const FEED = 'Animal; Mammal < Animal; Dog < Mammal; Cat < Mammal';

const cases: [name: string, types: string, overloads: string, call: string, outcome: string][] = [
  ['1', '', ADD3, 'add(i32, f64)', 'E0020'],
  [
    '2',
    'PlayerShip; Asteroid',
    'collide(PlayerShip, Asteroid)',
    'collide(PlayerShip, Asteroid)',
    'collide(PlayerShip, Asteroid)',
  ],
  [
    '3',
    'Vector2; Vector3; MyVector < Vector2, Vector3',
    'add(Vector2, f64); add(Vector3, f64)',
    'add(MyVector, f64)',
    'E0021',
  ],
  ['13', '', ADD3, 'add("hello", "world")', 'add(string, string)'],
  [
    '15',
    '',
    'compute(i32); compute(f64); compute(bool); compute(string)',
    'compute(7)',
    'compute(i32)',
  ],
  [
    '15',
    '',
    'compute(i32); compute(f64); compute(bool); compute(string)',
    'compute(true)',
    'compute(bool)',
  ],
  [
    '19',
    'Animal; Mammal < Animal; Bird < Animal; Platypus < Mammal, Bird',
    'make_sound(Mammal); make_sound(Bird)',
    'make_sound(Platypus)',
    'E0021',
  ],
  ['21', SHAPES, AREAS, 'area(Circle)', 'area(Circle)'],
  ['23', SHAPES, AREAS, 'area(Triangle)', 'area(Shape)'],
  [
    '25',
    'Integer = int; SpecificInt = int',
    'process(Integer); process(SpecificInt)',
    'process(Integer)',
    'process(Integer)',
  ],
  [
    '25',
    'Integer = int; SpecificInt = int',
    'process(Integer); process(SpecificInt)',
    'process(int)',
    'E0021',
  ],
  ['27', FIGHT, ATTACKS, 'attack(Sword, Goblin)', 'attack(Sword, Goblin)'],
  ['29', FIGHT, ATTACKS, 'attack(Sword, Dragon)', 'attack(Weapon, Enemy)'],
  ['31', 'A; B', 'f(A, B); f(B, A)', 'f(A | B, A | B)', 'E0021'],
  ['35', 'TypeA; TypeB', 'combine(TypeA, TypeB)', 'combine(TypeB, TypeA)', 'E0020'],
  [
    '37',
    'Writer; BinaryWriter = Writer & {}; Person',
    'write(Person, Writer)',
    'write(Person, BinaryWriter)',
    'write(Person, Writer)',
  ],
  ['39', '', ADD5, 'add(5, 3)', 'add(i32, i32)'],
  ['39', '', ADD5, 'add(5_i64, 3_i64)', 'add(i64, i64)'],
  ['39', '', ADD5, 'add(2.5_f32, 1.7_f32)', 'add(f32, f32)'],
  ['39', '', ADD5, 'add(2.5, 1.7)', 'add(f64, f64)'],
  [
    '41',
    '',
    'get([]any, usize); get(string, usize); get(table, string)',
    'get([1, 2], 0_usize)',
    'get([]any, usize)',
  ],
  [
    '41',
    '',
    'get([]any, usize); get(string, usize); get(table, string)',
    'get("a", 0_usize)',
    'get(string, usize)',
  ],
  [
    '41',
    '',
    'get([]any, usize); get(string, usize); get(table, string)',
    'get(table, "a")',
    'get(table, string)',
  ],
  [
    '43',
    '',
    'serialize(i32); serialize(string); serialize(any)',
    'serialize(CustomType)',
    'serialize(any)',
  ],
  [
    '45',
    '',
    'combine(string); combine(string, string); combine([]string)',
    'combine("a", "b")',
    'combine(string, string)',
  ],
  [
    '45',
    '',
    'combine(string); combine(string, string); combine([]string)',
    'combine(["a", "b"])',
    'combine([]string)',
  ],
  ['47', '', 'stringify(any); stringify(i32)', 'stringify(42)', 'stringify(i32)'],
  ['47', '', 'stringify(any); stringify(i32)', 'stringify([1, 2])', 'stringify(any)'],
  ['49', FEED, 'feed(Animal); feed(Mammal); feed(Dog)', 'feed(Dog)', 'feed(Dog)'],
  ['49', FEED, 'feed(Animal); feed(Mammal); feed(Dog)', 'feed(Cat)', 'feed(Mammal)'],
  [
    '51',
    'TraitA; TraitB; MultiType < TraitA, TraitB',
    'f(TraitA); f(TraitB); f(MultiType)',
    'f(MultiType)',
    'f(MultiType)',
  ],
  ['53', '', 'f(string)', 'f(int)', 'E0020'],
  [
    '55',
    'Number; SpecificInt < Number',
    'process(Number); process(SpecificInt)',
    'process(SpecificInt)',
    'process(SpecificInt)',
  ],
  ['57', '', 'float_test(f32); float_test(f64)', 'float_test(f32)', 'float_test(f32)'],
  ['67', '', 'f(i32)', 'nonexistent(i32)', 'E0020'],
  ['C1', '', 'add(i32, f64); add(f64, i32)', 'add(i32, i32)', 'E0020'],
  ['C3', '', 'mul(i32, i32); mul(f64, f64)', 'mul(2.0, 3)', 'E0020'],
  ['C4', '', 'sqrt(f64)', 'sqrt(4)', 'E0020'],
  ['C7', '', 'g(i32); g(i32)', 'g(i32)', 'E0021'],
  ['order 1', 'A; B; X < B; T < A, X', 'f(A); f(B)', 'f(T)', 'E0021'],
  ['order 2', 'Q; P < Q; M < P; T < Q, M', 'f(P); f(Q)', 'f(T)', 'f(P)'],
  [
    'order 3',
    'Animal; Dog < Animal; Puppy < Dog; X; Y < X',
    'f(Dog, X); f(Animal, X)',
    'f(Puppy, Y)',
    'f(Dog, X)',
  ],
  ['order 4', 'A; B < A; C < B; D < C', 'f(A, D); f(C, C)', 'f(D, D)', 'E0021'],
  [
    'generic',
    'Shown; Text < Shown',
    'show[T](T); show[T: Shown](T); show(i32)',
    'show(Text)',
    'show[T: Shown](T)',
  ],
  [
    'generic',
    'Shown; Text < Shown',
    'show[T](T); show[T: Shown](T); show(i32)',
    'show(i32)',
    'show(i32)',
  ],
  [
    'generic',
    'Shown; Text < Shown',
    'show[T](T); show[T: Shown](T); show(i32)',
    'show(bool)',
    'show[T](T)',
  ],
  ['generic', 'Shown', 'show[T: Shown](T); show(Shown)', 'show(Shown)', 'show(Shown)'],
  ['generic', '', 'same[T](T, T)', 'same(i32, f64)', 'E0020'],
  ['generic', '', 'head[T](Vec<T>); head[T](T)', 'head(Vec<i32>)', 'head[T](Vec<T>)'],
];

describe('stated cases', () => {
  it.each(cases)('%s: %s | %s | %s', (...[, types, overloads, call, outcome]) => {
    expect(outcomeOf(mapOf(types, overloads), call)).toBe(outcome);
  });

  it('covered unions are decided at run time', () => {
    const map = mapOf('A; B; AB = A | B', 'f(A); f(B)');
    const { outcome } = whatIf(map, { call: { symbol: 'f', args: ['AB'] } });
    expect(outcome).toMatchObject({ status: 'resolved', dispatch_strategy: 'runtime' });
    expect(outcome.runtime_cases).toEqual([
      { args: ['A'], selected: 'f(A) -> void' },
      { args: ['B'], selected: 'f(B) -> void' },
    ]);
  });

  it('the answers of the protocol, literally', () => {
    const map = new DispatchMap(
      fromDocument({
        types: [
          { name: 'Vector2' },
          { name: 'Vector3' },
          { name: 'MyVector', extends: ['Vector2', 'Vector3'] },
        ],
        overloads: [
          {
            signature: 'add(i32, i32) -> i32',
            module: 'std.math',
            location: 'src/std/math.jan:12',
          },
          {
            signature: 'add(f64, f64) -> f64',
            module: 'std.math',
            location: 'src/std/math.jan:18',
          },
          {
            signature: 'add(string, string) -> string',
            module: 'std.string',
            location: 'src/std/string.jan:44',
          },
          { signature: 'plus(Vector2, f64) -> Vector2' },
          { signature: 'plus(Vector3, f64) -> Vector3' },
        ],
      }),
    );
    expect(query(map, { symbol: 'add', module: 'std.math' })).toEqual({
      symbol: 'add',
      module: 'std.math',
      family: [
        {
          signature: 'add(i32, i32) -> i32',
          location: 'src/std/math.jan:12',
          specificity: ['i32', 'i32'],
          dispatch_strategy: 'static',
          performance_cost: 'zero_overhead',
        },
        {
          signature: 'add(f64, f64) -> f64',
          location: 'src/std/math.jan:18',
          specificity: ['f64', 'f64'],
          dispatch_strategy: 'static',
          performance_cost: 'zero_overhead',
        },
        {
          signature: 'add(string, string) -> string',
          location: 'src/std/string.jan:44',
          specificity: ['string', 'string'],
          dispatch_strategy: 'runtime',
          performance_cost: 'sub_10ns',
        },
      ],
    });
    expect(
      trace(
        map,
        { symbol: 'add', args: ['i32', 'f64'] },
        { module: 'user.main', location: 'src/main.jan:25' },
      ),
    ).toEqual({
      call: 'add(i32, f64)',
      resolution_strategy: 'compile_time_error',
      candidates: [
        {
          signature: 'add(i32, i32) -> i32',
          status: 'rejected',
          reason: 'second argument type mismatch: expected i32, got f64',
        },
        {
          signature: 'add(f64, f64) -> f64',
          status: 'rejected',
          reason: 'first argument type mismatch: expected f64, got i32',
        },
        {
          signature: 'add(string, string) -> string',
          status: 'rejected',
          reason: 'all argument types mismatch',
        },
      ],
      error: {
        code: 'E0020',
        message: "No matching implementation for call to 'add'",
        suggestion: 'Add explicit type conversion or define add(i32, f64) -> T',
      },
    });
    expect(whatIf(map, { call: { symbol: 'plus', args: ['MyVector', 'f64'] } })).toEqual({
      call: 'plus(MyVector, f64)',
      outcome: {
        status: 'ambiguous',
        candidates: [
          {
            signature: 'plus(Vector2, f64) -> Vector2',
            specificity_reason: 'MyVector is subtype of Vector2',
          },
          {
            signature: 'plus(Vector3, f64) -> Vector3',
            specificity_reason: 'MyVector is subtype of Vector3',
          },
        ],
        error: {
          code: 'E0021',
          message: 'Ambiguous dispatch: multiple equally specific implementations',
          suggestion:
            'Add more specific implementation for MyVector or use explicit type annotation',
        },
      },
    });
  });

  it('hypothetical types and overloads leave the map as it was', () => {
    const map = mapOf('Ship', 'collide(Ship, Ship)');
    const assume = {
      types: [{ name: 'Tanker', extends: ['Ship'] }],
      overloads: ['collide(Tanker, Ship) -> Boom'],
    };
    const call = { symbol: 'collide', args: ['Tanker', 'Ship'] };
    expect(whatIf(map, { call, assume }).outcome.selected).toBe('collide(Tanker, Ship) -> Boom');
    expect(whatIf(map, { call }).outcome).toMatchObject({
      status: 'no_match',
      unknown_types: ['Tanker'],
    });
  });
});
