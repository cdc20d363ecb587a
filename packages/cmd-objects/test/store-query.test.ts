// `Store query:`: the user's own SQL reads and nothing else, and what goes in as a value stays one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSpace, type Space } from './space.ts';

let space: Space;
const ids: string[] = [];
beforeAll(async () => {
  space = await openSpace();
  for (const value of [30, 10, 20]) {
    const id = await space.send('Counter', 'new');
    await space.send(id, 'setValue:', String(value));
    ids.push(id);
  }
  await space.send('Store', 'keyAt:', 'a key', 'put:', 'a value');
});
afterAll(() => space.close());

const ask = async (...message: string[]): Promise<string[]> =>
  (await space.send('Store', ...message)).split('\n').filter(Boolean);

describe('query:', () => {
  it('answers ids, in the order that was asked for', async () => {
    const clause = "class = 'Counter' AND data->>'value' > 10 ORDER BY data->>'value' LIMIT 5";
    expect(await ask('query:', clause)).toEqual([ids[2], ids[0]]);
    expect(await ask('query:', 'true ORDER BY rowid')).toEqual(ids);
    expect(await ask('query:', "data->>'note' = ';' -- no ; here")).toEqual([]);
  });

  it('takes values as parameters, numbers as numbers', async () => {
    expect(await ask('query:', "data->>'value' = ?", 'with:', '20')).toEqual([ids[2]]);
    const both = "class = ? AND data->>'value' < ?";
    expect(await ask('query:', both, 'with:', 'Counter', 'and:', '15')).toEqual([ids[1]]);
    expect(await ask('query:', 'class = ?', 'with:', "' OR 1=1 --")).toEqual([]);
  });

  it('queryData: answers the rows', async () => {
    const rows = await ask('queryData:', 'id = ?', 'with:', ids[1] ?? '');
    expect(rows.map((row) => JSON.parse(row) as object)).toMatchObject([{ value: 10 }]);
  });

  it.each([
    ['', 'InvalidArgument'],
    ['true; DELETE FROM instances', 'InvalidArgument'],
    ['true); DELETE FROM instances; --', 'InvalidArgument'],
    ["true /* ' */; DELETE FROM instances --'", 'InvalidArgument'],
    ['id IN (DELETE FROM instances RETURNING id)', 'PersistenceError'],
    ['true RETURNING id', 'PersistenceError'],
    ["load_extension('x') IS NULL", 'PersistenceError'],
    ['no such thing', 'PersistenceError'],
    ["id = 'open", 'PersistenceError'],
  ])('refuses %j', async (clause, type) => {
    expect(await space.error('Store', 'query:', clause)).toContain(`1 ${type}: `);
  });

  it('has changed nothing, and writing goes on', async () => {
    expect(await ask('query:', 'true ORDER BY rowid')).toEqual(ids);
    expect(await space.send(ids[0] ?? '', 'increment')).toBe('31');
    expect(await space.send('Store', 'keyAt:', 'a key')).toBe('a value');
  });
});

it('objects stay in the order in which they were made, whichever was changed last', async () => {
  expect(await ask('findByClass:', 'Counter')).toEqual(ids);
  expect(await space.send(ids[1] ?? '', 'increment')).toBe('11');
  expect(await ask('findByClass:', 'Counter')).toEqual(ids);
});
