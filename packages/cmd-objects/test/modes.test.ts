// When rows are written: each message, by save alone, or when there is time.
import { expect, it } from 'vitest';
import { openSpace, type Space, type SpaceOptions } from './space.ts';

const CLASSES = {
  Tally: [
    'Tally subclass: Counter',
    '  classInstanceVars: total:0',
    '  method: bump [ total := total + 1. ^ @ self increment ]',
    '  classMethod: total [ ^ total ]',
    '',
  ].join('\n'),
};

async function within(mode: SpaceOptions['mode'], work: (space: Space) => Promise<void>) {
  const space = await openSpace({ classes: CLASSES, ...(mode === undefined ? {} : { mode }) });
  try {
    await work(space);
  } finally {
    await space.close();
  }
}

const stored = async (space: Space, id: string): Promise<number> =>
  (JSON.parse(await space.send('Store', 'getInstance:', id)) as { value: number }).value;

it('write-through: the row is as the answer says', () =>
  within('write-through', async (space) => {
    const id = await space.send('Tally', 'new');
    await space.send(id, 'bump');
    expect(await stored(space, id)).toBe(1);
    await space.open();
    expect(await space.send(id, 'bump')).toBe('2');
    expect(await space.send('Tally', 'total')).toBe('2');
  }));

it('session: the row is what was saved; a variable of the class is written, and nothing with it', () =>
  within('session', async (space) => {
    const id = await space.send('Tally', 'new');
    await space.send(id, 'bump');
    expect(await stored(space, id)).toBe(0);
    expect(await space.send(id, 'getValue')).toBe('1');
    await space.send(id, 'save');
    await space.send(id, 'bump');
    await space.open();
    expect(await space.send(id, 'getValue')).toBe('1');
    expect(await space.send('Tally', 'total')).toBe('2');
  }));

it('write-behind: all of it is there when the next one opens', () =>
  within('write-behind', async (space) => {
    const id = await space.send('Tally', 'new');
    for (let sent = 0; sent < 20; sent++) await space.send(id, 'bump');
    await space.open();
    expect(await space.send(id, 'getValue')).toBe('20');
    expect(await space.send('Tally', 'total')).toBe('20');
  }));

it('an id that is taken is refused: the object there is kept', () =>
  within(undefined, async (space) => {
    await space.send('Runtime', 'create:', 'Counter', 'id:', 'mine');
    await space.send('mine', 'increment');
    expect(await space.error('Runtime', 'create:', 'Counter', 'id:', 'mine')).toBe(
      '1 InvalidArgument: there is already an object mine',
    );
    expect(await space.send('mine', 'getValue')).toBe('1');
  }));
