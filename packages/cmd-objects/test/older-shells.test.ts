// Class files that were written for older shells: files for standard classes, stored blocks, the functions that bodies call.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSpace, type Space } from './space.ts';

const CLASSES = {
  Env: `Env subclass: Object
  rawClassMethod: get: name [ printf 'from bash: %s' "\${!1-}" ]
`,
  Runtime: `Runtime subclass: Object
  rawClassMethod: superclassOf: name [ local v="__\${1}__superclass"; echo "\${!v}" ]
  rawClassMethod: greeting [ echo hello ]
  classMethod: classFor: id [ ^ 'a class of its own' ]
`,
  Block: `Block subclass: Object
  pragma: primitiveClass
  instanceVars: params code captured
  rawMethod: value [ echo 'the raw one' ]
`,
  Console: `Console subclass: Object
  rawClassMethod: print: text [ echo "$1" ]
  rawClassMethod: shout: text [ echo "$1!" ]
`,
  Teller: `Teller subclass: Object
  classMethod: tell [
    @ Console print: 'first'.
    ^ @ Console shout: 'second'
  ]
`,
  Maker: `Maker subclass: Object
  instanceVars: value:0
  rawClassMethod: new [
    local id
    id=$(@ Runtime generateId: "$_CLASS")
    @ Runtime create: "$_CLASS" id: "$id"
    echo "$id"
  ]
  rawMethod: kind [ @ Runtime superclassOf: "$_CLASS" ]
  rawMethod: viaFunctions [
    _ensure_loaded "$_RECEIVER" && echo loaded
    _env_exists no_such || echo missing
    _env_set "$_RECEIVER" '{"class":"Maker","created_at":"1","_vars":["value"],"value":7}'
    [[ $(_env_get "$_RECEIVER") == *'"value":7'* ]] && echo seven
    db_count_by_class Maker
    db_list_classes
  ]
  rawMethod: info [ echo "info of $_CLASS $_INSTANCE" ]
`,
};

let space: Space;
let older: Space;
beforeAll(async () => {
  space = await openSpace();
  older = await openSpace({ classes: CLASSES, environment: { MY_VAR: 'x' } });
});
afterAll(() => Promise.all([space.close(), older.close()]));

describe('a file for a standard class', () => {
  it('replaces it', async () => {
    expect(await older.send('Env', 'get:', 'MY_VAR')).toBe('from bash: x');
    expect(await older.error('Env', 'home')).toContain('200 MessageNotUnderstood');
  });

  it('for the runtime itself keeps what is built in, in the place of its raw methods alone', async () => {
    expect(await older.send('Runtime', 'superclassOf:', 'Maker')).toBe('Object');
    expect(await older.send('Runtime', 'greeting')).toBe('hello');
    expect(await older.send('Runtime', 'classFor:', 'x')).toBe('a class of its own');
    expect(await older.send('Runtime', 'classExists:', 'Maker')).toBe('true');
  });

  it('for Console leaves printing to what is built in: a statement that prints is seen', async () => {
    expect(await older.send('Teller', 'tell')).toBe('first\nsecond!');
  });

  it('with pragma: primitiveClass does so too', async () => {
    const words = ['params:', '[]', 'code:', 'echo "built in"', 'captured:', '{}'];
    expect(await older.send(await older.send('Block', ...words), 'value')).toBe('built in');
  });
});

describe('raw methods', () => {
  it('make objects by Runtime, which prints the id once', async () => {
    const id = await older.send('Maker', 'new');
    expect(id).toMatch(/^maker_[-0-9a-f]{36}$/);
    expect(await older.send(id, 'kind')).toBe('Object');
  });

  it('call the functions of older shells', async () => {
    const id = await older.send('Maker', 'new');
    const printed = await older.send(id, 'viaFunctions');
    expect(printed).toMatch(/^loaded\nmissing\nseven\n2\nBlock\nMaker$/);
    expect(await older.send(id, 'getValue')).toBe('7');
  });

  it('of objects can be sent to their class', async () => {
    expect(await older.send('Maker', 'info')).toBe('info of Maker ');
  });
});

describe('blocks of bash in collections', () => {
  const block = (params: string, code: string): Promise<string> =>
    space.send('Block', 'params:', params, 'code:', code, 'captured:', '{}');

  it.each([
    ['select:', '(( x % 2 == 0 )) && echo yes', '["2","4"]'],
    ['collect:', 'echo $((x * 2))', '["2","4","6","8"]'],
  ])('%s', async (selector, code, shown) => {
    const array = await space.send('Array', 'fromJson:', '["1","2","3","4"]');
    const made = await space.send(array, selector, await block('["x"]', code));
    expect(await space.send(made, 'show')).toBe(shown);
  });

  it('detect:ifNone: and inject:into:', async () => {
    const array = await space.send('Array', 'fromJson:', '["1","2","3","4"]');
    const large = await block('["x"]', '(( x > 9 )) && echo true');
    const none = await block('[]', 'echo "not found"');
    expect(await space.send(array, 'detect:', large)).toBe('');
    expect(await space.send(array, 'detect:', large, 'ifNone:', none)).toBe('not found');
    const sum = await block('["sum","x"]', 'echo $((sum + x))');
    expect(await space.send(array, 'inject:', '0', 'into:', sum)).toBe('10');
    const dictionary = await space.send('Dictionary', 'fromJson:', '{"a":"1"}');
    expect(await space.send(dictionary, 'at:', 'b', 'ifAbsent:', none)).toBe('not found');
    const doubled = await space.send(
      dictionary,
      'collect:',
      await block('["v"]', 'echo $((v * 2))'),
    );
    expect(await space.send(doubled, 'asJson')).toBe('{"a":"2"}');
  });
});
