// Modules, traits and strategies: what the place of a call and the shape of its types change.
import { describe, expect, it } from 'vitest';
import { DispatchMap } from '../model/dispatch-map.ts';
import { parseJan } from '../sources/jan/parse.ts';
import { trace, whatIf } from './answers.ts';
import { query } from './query.ts';
import type { Outcome } from './types.ts';

const mapOf = (...files: string[]): DispatchMap => {
  const parsed = files.map((text, at) => parseJan(text, { file: `f${at}.jan`, module: `f${at}` }));
  return new DispatchMap({
    types: parsed.flatMap(({ types }) => types),
    overloads: parsed.flatMap(({ overloads }) => overloads),
    modules: parsed.flatMap(({ modules }) => modules),
  });
};

const outcomeOf = (map: DispatchMap, symbol: string, ...args: string[]): Outcome =>
  whatIf(map, { call: { symbol, args } }).outcome;

describe('modules', () => {
  const map = mapOf(
    'module json; pub func parse(s: string) -> Json {} func hidden(s: string) {}',
    'module xml; pub func parse(s: string) -> Xml {}',
    'module app; import json; func local(s: string) {}',
    'module other; import xml.{parse as parseXml}; import json as j',
  );

  it('a qualified call means its module', () => {
    expect(outcomeOf(map, 'json::parse', 'string').selected).toBe('parse(string) -> Json');
    expect(outcomeOf(map, 'xml.parse', 'string').selected).toBe('parse(string) -> Xml');
    expect(outcomeOf(map, 'parse', 'string')).toMatchObject({ status: 'ambiguous' });
  });

  it('a module sees what it imports', () => {
    const answer = trace(map, { symbol: 'parse', args: ['string'] }, { module: 'app' });
    expect(answer.selected).toBe('parse(string) -> Json');
    expect(answer.candidates).toEqual([
      { signature: 'parse(string) -> Json', status: 'accepted', specificity_reason: 'exact match' },
      {
        signature: 'parse(string) -> Xml',
        status: 'rejected',
        reason: 'not visible from module app',
      },
    ]);
  });

  it('what is private stays in its module', () => {
    const call = { symbol: 'hidden', args: ['string'] };
    expect(trace(map, call, { module: 'app' }).candidates[0]?.reason).toBe(
      'not visible from module app',
    );
    expect(trace(map, call, { module: 'json' }).selected).toBe('hidden(string) -> void');
  });

  it('an import may rename the module', () => {
    const call = { symbol: 'j.parse', args: ['string'] };
    expect(trace(map, call, { module: 'other' }).selected).toBe('parse(string) -> Json');
  });

  it('two modules may have a type of one name', () => {
    const two = mapOf(
      'module a; struct Shape; struct P { } type Q = table extends Shape {} pub func f(x: Shape) -> A {}',
      'module b; struct Q {} pub func f(x: Q) -> B {}',
    );
    expect(outcomeOf(two, 'a.f', 'Q').selected).toBe('f(Shape) -> A');
    expect(outcomeOf(two, 'b.f', 'Q').selected).toBe('f(Q) -> B');
  });

  it('a name that nothing bears', () => {
    expect(() => query(map, { symbol: 'pars' })).toThrow("no overload is named 'pars'");
    expect(() => query(map, { symbol: 'hidden', module: 'app' })).toThrow('in module app');
  });
});

describe('traits', () => {
  const map =
    mapOf(`trait Describable { func label(self) -> i32 { return 1 }  func id(self) -> i32 }
    struct Thing; struct Other; struct None;
    impl Describable for Thing { func id(self) -> i32 {} }
    impl Describable for Other { func id(self) -> i32 {} func label(self) -> i32 {} }
    impl Other { func twice(self) -> i32 {} }`);

  it.each([
    ['label', 'Thing', 'Thing_Describable_label'],
    ['label', 'Other', 'Other_Describable_label'],
    ['Describable.id', 'Thing', 'Thing_Describable_id'],
    ['twice', 'Other', 'Other_twice'],
  ])('%s of %s is %s', (symbol, type, implementation) => {
    expect(outcomeOf(map, symbol, type)).toMatchObject({ status: 'resolved', implementation });
  });

  it('a trait object goes through its slot', () => {
    expect(outcomeOf(map, 'id', '&dyn Describable')).toMatchObject({
      status: 'resolved',
      dispatch_strategy: 'runtime',
      vtable_slot: 1,
    });
  });

  it('a type without the impl is refused', () => {
    expect(outcomeOf(map, 'id', 'None').error?.code).toBe('E0020');
  });
});

describe('strategies', () => {
  const map = mapOf(`struct Animal; struct Dog extends Animal; struct Puppy extends Dog;
    func feed(x: Animal) {} func feed(x: Dog) {}
    func pet(x: any) {.dispatch: dynamic.} {}
    func wash(x: Puppy) {}`);
  it.each([
    ['feed', 'Animal', 'hybrid', 'bounded_log_n'],
    ['feed', 'Puppy', 'static', 'zero_overhead'],
    ['pet', 'i32', 'runtime', 'sub_10ns'],
    ['wash', 'Puppy', 'static', 'zero_overhead'],
  ])('%s(%s) is %s', (...[symbol, type, strategy, cost]) => {
    expect(outcomeOf(map, symbol, type)).toMatchObject({
      dispatch_strategy: strategy,
      performance_cost: cost,
    });
  });

  it('a duplicate is kept, flagged, and ambiguous where it is called', () => {
    const twice = mapOf('func f(x: i32) {}', 'func f(x: i32) {}');
    expect(query(twice, { symbol: 'f' }).family.map(({ duplicate }) => duplicate)).toEqual([
      true,
      true,
    ]);
    expect(outcomeOf(twice, 'f', 'i32')).toMatchObject({ status: 'ambiguous' });
  });
});

describe('reasons', () => {
  const map = mapOf(`func f(a: i32, b: i32, c: i32) {} func g[T: Shown](x: T) {} func one(x: i32) {}
    struct A; struct B extends A; func deep(x: A) {} func deep(x: B) {}`);
  const reasonOf = (symbol: string, ...args: string[]): string | undefined =>
    trace(map, { symbol, args }).candidates[0]?.reason;
  it.each([
    [
      reasonOf('f', 'i32', 'f64', 'bool'),
      'second argument type mismatch: expected i32, got f64; third argument type mismatch: expected i32, got bool',
    ],
    [reasonOf('f', 'f64', 'f64', 'f64'), 'all argument types mismatch'],
    [reasonOf('f', 'i32'), 'arity mismatch: expected 3 arguments, got 1'],
    [reasonOf('one', 'i32', 'i32'), 'arity mismatch: expected 1 argument, got 2'],
    [reasonOf('one', 'f64'), 'first argument type mismatch: expected i32, got f64'],
    [reasonOf('g', 'i32'), 'first argument type mismatch: expected T: Shown, got i32'],
    [reasonOf('deep', 'B'), 'less specific than deep(B) -> void'],
  ])('%s', (given, expected) => {
    expect(given).toBe(expected);
  });
});
