// Conformance cases 46 to 65: objects, their rows, what they know of themselves. ≠: the older shell runtime differs.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { bunPath } from '@rhachet/build';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSpace, type Space } from './space.ts';

const CLASSES = {
  'MyApp::Counter': 'package: MyApp\nCounter subclass: Object\n  instanceVars: value:0\n',
  Kinds: `Kinds subclass: Object
  instanceVars: zero:0 five:5 none half:1.5 yes:true list:'[]' text:'x y' table:'{}' code:'007'
`,
  Grand: "Grand subclass: Object\n  instanceVars: gpVar:1 shared:'grand'\n",
  Middle: "Middle subclass: Grand\n  instanceVars: pVar:2 shared:'middle'\n",
  Small:
    'Small subclass: Middle\n  instanceVars: cVar:3\n  method: sum [ ^ gpVar + pVar + cVar ]\n',
  Keeper: `Keeper subclass: Object
  include: Persistable
  instanceVars: name:'' target:'' value:0
  rawMethod: refer: other [ _ivar_set_ref target "$other" ]
  rawMethod: isValid [ if _ivar_ref_valid target; then echo yes; else echo no; fi ]
  rawMethod: kindOfTarget [ _ivar_ref_class target ]
  rawMethod: through [ _ivar_send target increment ]
  method: direct [ ^ @ target increment ]
`,
  Tally: `Tally subclass: Object
  classInstanceVars: total:0
  classMethod: bump [ total := total + 1. ^ total ]
  method: bump [ total := total + 10. ^ total ]
`,
  SubTally: 'SubTally subclass: Tally\n',
  Sized: 'Sized trait\n  requires: inject: into:\n',
  Private: `Private subclass: Object
  method: open [ ^ @ self _secret ]
  method: ask: other [ ^ @ other _secret ]
  method: _secret [ ^ 'hidden' ]
  rawMethod: fromBash [ @ self _secret ]
`,
  Stranger: 'Stranger subclass: Object\n  method: ask: other [ ^ @ other _secret ]\n',
  Alias: 'Alias subclass: Object\n  alias: size for: count\n  method: count [ ^ 3 ]\n',
  Advised: `Advised subclass: Object
  instanceVars: log:''
  before: save do: [ log := log , 'before ' ]
  after: save do: [ log := log , 'after' ]
  before: withdraw: do: [ log := log , 'checked ' ]
  method: save [ log := log , 'save ' ]
  method: withdraw: n [ log := log , n ]
`,
};

let space: Space;
beforeAll(async () => {
  space = await openSpace({ classes: CLASSES });
});
afterAll(() => space.close());

const make = (name: string): Promise<string> => space.send(name, 'new');

/** Another process on the same database. */
function sql(statement: string): unknown[] {
  const script = `const { Database } = require('bun:sqlite');
    const db = new Database(process.argv[1]);
    console.log(JSON.stringify(db.query(process.argv[2]).all()))`;
  const printed = execFileSync(bunPath(), ['-e', script, space.database, statement]);
  return JSON.parse(String(printed)) as unknown[];
}

const rowOf = async (id: string): Promise<Record<string, unknown>> =>
  JSON.parse(await space.send('Store', 'getInstance:', id)) as Record<string, unknown>;

describe('a new object', () => {
  it('46 has an id of its class and a row at once', async () => {
    const id = await make('Counter');
    expect(id).toMatch(/^counter_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const [row] = sql(`SELECT data FROM instances WHERE id = '${id}'`) as { data: string }[];
    expect(JSON.parse(row?.data ?? '')).toEqual({
      class: 'Counter',
      created_at: expect.stringMatching(/^\d+$/) as string,
      _vars: ['value', 'step'],
      value: 0,
      step: 1,
    });
  });

  it('47 of a package has the package in its id', async () => {
    expect(await make('MyApp::Counter')).toMatch(/^myapp_counter_/);
  });

  it('50 has defaults of their kind', async () => {
    expect(await rowOf(await make('Kinds'))).toMatchObject({
      zero: 0,
      five: 5,
      none: null,
      half: 1.5,
      yes: true,
      list: [],
      text: 'x y',
      table: {},
      code: '007',
    });
  });

  it('51 has the variables of all classes above it', async () => {
    const small = await make('Small');
    expect(await space.send(small, 'sum')).toBe('6');
    expect((await rowOf(small))._vars).toEqual(['cVar', 'pVar', 'shared', 'gpVar']);
    await space.send(small, 'setGpVar:', '10');
    expect(await space.send(small, 'sum')).toBe('15');
    expect(await space.send(small, 'getShared')).toBe('middle');
  });
});

describe('Counter', () => {
  it('48 49 counts', async () => {
    const counter = await make('Counter');
    expect(await space.send(counter, 'increment')).toBe('1');
    expect(await space.send(counter, 'increment')).toBe('2');
    await space.send(counter, 'setStep:', '5');
    expect(await space.send(counter, 'increment')).toBe('7');
    await space.send(counter, 'setValue:', '10');
    await space.send(counter, 'setStep:', '1');
    expect(await space.send(counter, 'decrement')).toBe('9');
    await space.send(counter, 'reset');
    expect(await space.send(counter, 'getValue')).toBe('0');
    await space.send(counter, 'incrementBy:', '5');
    expect(await space.send(counter, 'getValue')).toBe('5');
  });
});

describe('queries', () => {
  it('52 count and findAll follow create and delete', async () => {
    expect(await space.send('Keeper', 'count')).toBe('0');
    const ids = [
      await space.send('Keeper', 'create'),
      await space.send('Keeper', 'create'),
      await space.send('Keeper', 'create'),
    ];
    expect(await space.send('Keeper', 'count')).toBe('3');
    expect((await space.send('Keeper', 'findAll')).split('\n')).toEqual(ids);
    await space.send(ids[0] ?? '', 'delete');
    expect(await space.send('Keeper', 'count')).toBe('2');
    await space.send(ids[1] ?? '', 'delete');
    await space.send(ids[2] ?? '', 'delete');
    expect(await space.send('Keeper', 'count')).toBe('0');
    expect(await space.send('Keeper', 'findAll')).toBe('');
  });

  it('53 find: compares', async () => {
    const ids: string[] = [];
    for (const value of ['3', '7', '5']) {
      const id = await make('Keeper');
      await space.send(id, 'setValue:', value);
      ids.push(id);
    }
    const found = async (predicate: string) => {
      const lines = (await space.send('Keeper', 'find:', predicate)).split('\n').filter(Boolean);
      return lines.map((id) => ids.indexOf(id));
    };
    expect(await found('value > 4')).toEqual([1, 2]);
    expect(await found('value = 7')).toEqual([1]);
    expect(await found('value >= 5')).toEqual([1, 2]);
    expect(await found('value != 5')).toEqual([0, 1]);
    expect(await found('')).toEqual([0, 1, 2]);
    await space.send(ids[0] ?? '', 'setName:', "it's");
    expect(await found("name = it's")).toEqual([0]);
  });

  it.each(['value', 'value ~ 4', 'value >', '1 = 1', "x'; DROP TABLE instances; -- = 1"])(
    '54 find: %j is no predicate',
    async (predicate) => {
      expect(await space.error('Keeper', 'find:', predicate)).toBe(
        `1 InvalidArgument: Invalid predicate format: ${predicate}`,
      );
    },
  );
});

describe('55 a class that changes', () => {
  it('gives old objects its new variables, and keeps the data of those that go', async () => {
    const file = (variables: string) => `Shape subclass: Object\n  instanceVars: ${variables}\n`;
    space.write('Shape', file('a:1 b:2'));
    const id = await make('Shape');
    await space.send(id, 'setB:', '20');

    space.write('Shape', file("a:1 b:2 c:'new' d"));
    await space.open();
    expect(await space.send(id, 'getC')).toBe('new');
    expect(await space.send(id, 'getD')).toBe('');

    space.write('Shape', file('a:1'));
    await space.open();
    expect(await space.error(id, 'getB')).toContain('MessageNotUnderstood');
    await space.send(id, 'setA:', '5');
    const row = await rowOf(id);
    expect(row._vars).toEqual(['a']);
    expect(row.b).toBe(20);

    space.write('Shape', file('a:1 b:2'));
    await space.open();
    expect(await space.send(id, 'getB')).toBe('20');
    expect(await space.send(id, 'getA')).toBe('5');
  });
});

describe('56 references', () => {
  it('are set, checked, used and survive', async () => {
    const [keeper, counter] = [await make('Keeper'), await make('Counter')];
    expect(await space.send(keeper, 'isValid')).toBe('no');
    await space.send(keeper, 'refer:', counter);
    expect(await space.send(keeper, 'isValid')).toBe('yes');
    expect(await space.send(keeper, 'kindOfTarget')).toBe('Counter');
    expect(await space.send(keeper, 'through')).toBe('1');
    expect(await space.send(keeper, 'direct')).toBe('2');
    await space.open();
    expect(await space.send(keeper, 'through')).toBe('3');
    expect((await space.reply(keeper, 'refer:', 'counter_none')).status).toBe(1);
    expect(await space.send(keeper, 'getTarget')).toBe(counter);
    await space.send(keeper, 'refer:', '');
    expect(await space.send(keeper, 'getTarget')).toBe('');
    expect(await space.send(keeper, 'through')).toBe('');
  });
});

describe('57 what comes from outside is never run', () => {
  it.each([
    'counter 1',
    "counter'1",
    'x; DROP TABLE instances',
    'x"; --',
    '$(touch /tmp/rhachet-injected)',
    '`id`',
    '../x',
    'a/b',
    'é',
  ])('%j is no receiver, and no id', async (id) => {
    expect(await space.error(id, 'increment')).toContain('1 InvalidReceiver: Invalid receiver');
    expect(await space.error('Runtime', 'create:', 'Counter', 'id:', id)).toContain(
      'cannot be the id',
    );
    const error = await space.error('Store', 'put:', id, 'data:', '{"class":"Counter"}');
    expect(error).toContain('cannot be the id');
    expect(await space.send('Store', 'getInstance:', id)).toBe('');
  });

  it.each([
    "it's",
    '"; DROP TABLE instances; --',
    '$(touch /tmp/rhachet-injected)',
    '\\n\n\t',
    '😀',
  ])('%j is data like any other', async (text) => {
    const keeper = await make('Keeper');
    await space.send(keeper, 'setName:', text);
    await space.open();
    expect((await space.reply(keeper, 'getName')).value).toBe(text);
    expect(await space.send('Store', 'keyAt:', text)).toBe('');
    await space.send('Store', 'ensureIndex:', 'by_name', 'path:', '$.name');
  });

  it('and the table is whole', () => {
    expect(sql('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    const [row] = sql('SELECT count(*) AS n FROM instances') as { n: number }[];
    expect(row?.n).toBeGreaterThan(5);
    expect(existsSync('/tmp/rhachet-injected')).toBe(false);
  });

  it('names of columns and selectors neither', async () => {
    expect(await space.error('Store', 'ensureIndex:', 'a b', 'path:', '$.name')).toContain(
      'cannot be the name of a column',
    );
    expect(await space.error('Counter', '$(touch /tmp/x)')).toContain('200 MessageNotUnderstood');
    expect(await space.error('Counter', "a'b:", 'x')).toContain('200 MessageNotUnderstood');
  });
});

describe('58 save, reload, delete', () => {
  it('in a session, what was not saved is gone after reload', async () => {
    const session = await openSpace({ mode: 'session' });
    const counter = await session.send('Counter', 'new');
    await session.send(counter, 'setValue:', '4');
    await session.send(counter, 'save');
    await session.send(counter, 'setValue:', '5');
    await session.send(counter, 'reload');
    expect(await session.send(counter, 'getValue')).toBe('4');
    await session.send(counter, 'setValue:', '6');
    await session.open();
    expect(await session.send(counter, 'getValue')).toBe('4');
    await session.close();
  });

  it('≠ else every change is written at once', async () => {
    const counter = await make('Counter');
    await space.send(counter, 'increment');
    await space.open();
    expect(await space.send(counter, 'getValue')).toBe('1');
    expect(await space.send(counter, 'isPersisted')).toBe('true');
    await space.send(counter, 'unpersist');
    expect(await space.send(counter, 'isPersisted')).toBe('false');
    await space.send(counter, 'delete');
    expect(await space.error(counter, 'increment')).toContain('200 ClassNotFound');
    await space.open();
    expect(await space.error(counter, 'increment')).toContain('200 ClassNotFound');
  });
});

describe('59 variables of a class', () => {
  it('each class has its own, and they survive', async () => {
    expect(await space.send('Tally', 'bump')).toBe('1');
    expect(await space.send('Tally', 'bump')).toBe('2');
    expect(await space.send('SubTally', 'bump')).toBe('1');
    await space.open();
    expect(await space.send('Tally', 'bump')).toBe('3');
    expect(await space.send(await make('Tally'), 'bump')).toBe('13');
  });
});

describe('what an object knows of itself', () => {
  it('60 printString, class, id, isKindOf:', async () => {
    const small = await make('Small');
    expect(await space.send(small, 'printString')).toBe(`<Small ${small}>`);
    expect(await space.send(small, 'class')).toBe('Small');
    expect(await space.send(small, 'id')).toBe(small);
    expect(await space.send(small, 'isKindOf:', 'Grand')).toBe('true');
    expect(await space.send(small, 'isKindOf:', 'Object')).toBe('true');
    expect(await space.send(small, 'isKindOf:', 'Counter')).toBe('false');
  });

  it('61 inspect and asJson', async () => {
    const counter = await make('Counter');
    await space.send(counter, 'setValue:', '3');
    expect(await space.send(counter, 'inspect')).toBe(
      `a Counter\n  id: ${counter}\n  value: 3\n  step: 1`,
    );
    expect(JSON.parse(await space.send(counter, 'asJson'))).toMatchObject({ value: 3 });
  });

  it('62 conformsTo: what a trait requires', async () => {
    expect(await space.send(await make('Array'), 'conformsTo:', 'Sized')).toBe('true');
    expect(await space.send(await make('Counter'), 'conformsTo:', 'Sized')).toBe('false');
  });

  it('63 perform:', async () => {
    const [counter, array] = [await make('Counter'), await make('Array')];
    expect(await space.send(counter, 'perform:', 'increment')).toBe('1');
    await space.send(array, 'push:', 'x');
    await space.send(array, 'perform:', 'at:put:', 'with:', '0', 'with:', 'y');
    expect(await space.send(array, 'at:', '0')).toBe('y');
  });

  it('64 methods with _ in front are for objects of the same class', async () => {
    const [one, other] = [await make('Private'), await make('Private')];
    expect(await space.error(one, '_secret')).toBe(
      "1 PrivateMethod: '_secret' is private to Private",
    );
    expect(await space.send(one, 'open')).toBe('hidden');
    expect(await space.send(one, 'ask:', other)).toBe('hidden');
    expect(await space.send(one, 'fromBash')).toBe('hidden');
    expect(await space.error(await make('Stranger'), 'ask:', one)).toContain('1 PrivateMethod');
  });

  it('65 unknown selectors, classes and receivers', async () => {
    const counter = await make('Counter');
    expect(await space.error(counter, 'noSuch')).toBe(
      `200 MessageNotUnderstood: Method 'noSuch' not found in ${counter} or its superclasses`,
    );
    expect(await space.error('NoSuchClass', 'new')).toBe(
      '200 ClassNotFound: Unknown class: NoSuchClass (Class file not found)',
    );
    expect(await space.error('../x', 'new')).toContain('Invalid receiver');
  });

  it('9 10 aliases and advice, ≠ also on keyword selectors', async () => {
    expect(await space.send(await make('Alias'), 'size')).toBe('3');
    const advised = await make('Advised');
    await space.send(advised, 'save');
    await space.send(advised, 'withdraw:', '5');
    expect(await space.send(advised, 'getLog')).toBe('before save afterchecked 5');
  });
});
