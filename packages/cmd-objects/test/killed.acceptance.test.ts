// The daemon is killed in the middle of its work: five times; a hundred in the full tests.
import { expect, it } from 'vitest';
import { killOnce } from './killed.ts';

it('kill -9 loses nothing that was acknowledged', async () => {
  for (let life = 1; life <= 5; life++) {
    const { acknowledged, integrity, missing, lost } = await killOnce();
    expect({ integrity, missing, lost }).toEqual({ integrity: 'ok', missing: [], lost: [] });
    expect(acknowledged).toBeGreaterThanOrEqual(40);
  }
});
