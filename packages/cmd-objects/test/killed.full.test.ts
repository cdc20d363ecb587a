// The daemon is killed in the middle of its work, a hundred times.
import { expect, it } from 'vitest';
import { killOnce } from './killed.ts';

it('kill -9 loses nothing that was acknowledged', async () => {
  let total = 0;
  for (let life = 1; life <= 100; life++) {
    const { acknowledged, integrity, missing, lost } = await killOnce();
    expect({ integrity, missing, lost }).toEqual({ integrity: 'ok', missing: [], lost: [] });
    total += acknowledged;
  }
  console.log(`${total} acknowledged messages, none lost`);
});
