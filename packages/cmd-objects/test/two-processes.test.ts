// Two processes on one database: what one has written is never written over by the other in ignorance of it.
import { join } from 'node:path';
import { bunPath } from '@rhachet/build';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSpace, type Space } from './space.ts';

const CLASSES = {
  Racer: [
    'Racer subclass: Counter',
    '  method: race: command [',
    '    value := 1. @ self elsewhere: command. value := 2. ^ value',
    '  ]',
    '  method: late: command other: id [',
    "    @ self elsewhere: command. value := 2. @ self elsewhere: 'true'. ^ @ $id increment",
    '  ]',
    '  rawMethod: elsewhere: command [ eval "$1" ]',
    '',
  ].join('\n'),
};

let space: Space;
beforeAll(async () => {
  space = await openSpace({ classes: CLASSES });
});
afterAll(() => space.close());

/** A command line that sends a message from a process of its own. */
function elsewhere(...message: string[]): string {
  const main = join(import.meta.dirname, '../src/main.ts');
  const places = ['--db', space.database, '--classes', join(space.directory, 'classes')];
  const words = [bunPath(), '--conditions=@rhachet/source', main, 'send', ...places, ...message];
  return words.map((word) => `'${word}'`).join(' ');
}

it('a row that another process changed in the middle of a message is kept, and the message says so', async () => {
  const id = await space.send('Racer', 'new');
  expect(await space.error(id, 'race:', elsewhere(id, 'setValue:', '40'))).toBe(
    `1 ConflictError: another process changed ${id} meanwhile`,
  );
  expect(await space.send(id, 'getValue')).toBe('40');
  expect(await space.send(id, 'increment')).toBe('41');
});

it('a row of another object is no conflict', async () => {
  const [id, other] = [await space.send('Racer', 'new'), await space.send('Racer', 'new')];
  expect(await space.send(id, 'race:', elsewhere(other, 'setValue:', '40'))).toBe('2');
  expect(await space.send(other, 'increment')).toBe('41');
});

it('a row that was changed is kept also when the message has written others since', async () => {
  const [id, other] = [await space.send('Racer', 'new'), await space.send('Racer', 'new')];
  await space.send(other, 'getValue');
  const command = elsewhere(other, 'setValue:', '40');
  expect(await space.error(id, 'late:', command, 'other:', other)).toBe(
    `1 ConflictError: another process changed ${other} meanwhile`,
  );
  expect(await space.send(id, 'getValue')).toBe('2');
  expect(await space.send(other, 'increment')).toBe('41');
});

it('between two messages there is none: each begins with what is there', async () => {
  const id = await space.send('Racer', 'new');
  await space.send(id, 'increment');
  await space.send(id, 'elsewhere:', elsewhere(id, 'increment'));
  expect(await space.send(id, 'increment')).toBe('3');
});
