// A daemon follows its class files: what a message runs is what the file says when it comes.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSpace, type Space } from './space.ts';

let space: Space;
beforeAll(async () => {
  space = await openSpace();
});
afterAll(() => space.close());

const base = (rest: string): void => space.write('Base', `Base subclass: Object\n${rest}\n`);

it('also of a class above, with objects that are there already', async () => {
  base('  instanceVars: a:1\n  method: hi [ ^ "one" ]');
  space.write('Kid', 'Kid subclass: Base\n  instanceVars: b:2\n');
  const kid = await space.send('Kid', 'new');
  expect(await space.send(kid, 'hi')).toBe('one');
  base('  instanceVars: a:1 c:3\n  method: hi [ ^ "two" , c ]');
  expect(await space.send(kid, 'hi')).toBe('two3');
  expect(await space.send(kid, 'asJson')).toContain('"_vars":["b","a","c"],"b":2,"a":1,"c":3');
});

it('a mistake is told while it is there; a variable that comes back has its value', async () => {
  base('  instanceVars: a:1\n  method: hi [ ^ "one" ]');
  const kid = await space.send('Kid', 'new');
  await space.send(kid, 'setA:', '7');
  base('  method: hi [ ^ ( ]');
  expect(await space.error(kid, 'hi')).toContain('Base.trash:2:');
  base('  method: hi [ ^ "back" ]');
  expect(await space.send(kid, 'hi')).toBe('back');
  base('  instanceVars: a:1\n  method: hi [ ^ a ]');
  expect(await space.send(kid, 'hi')).toBe('7');
});
