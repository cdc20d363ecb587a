// Case 89: profile lines.
import { expect, it } from 'vitest';
import { openSpace } from './space.ts';

const CLASSES = {
  Demo: 'Demo subclass: Object\n  method: outer [ ^ @ self inner ]\n  method: inner [ ^ 1 ]\n  rawMethod: raw [ echo 2 ]\n  method: both [ ^ $(echo 3) ]\n',
};

const lines = async (environment: Record<string, string>, selector: string): Promise<string> => {
  const space = await openSpace({ classes: CLASSES, environment });
  const demo = await space.send('Demo', 'new');
  const { errors } = await space.reply(demo, selector);
  await space.close();
  return errors.replaceAll(/\d+ms/g, 'Nms');
};

it('89: each message begins and ends, and says where it ran', async () => {
  const environment = { TRASH_PROFILE: '1' };
  expect(await lines(environment, 'outer')).toBe(
    '→ Demo.outer [native]\n  → Demo.inner [native]\n  ← Demo.inner [native] Nms\n← Demo.outer [native] Nms\n',
  );
  expect(await lines(environment, 'raw')).toBe('→ Demo.raw [bash]\n← Demo.raw [bash] Nms\n');
  expect(await lines(environment, 'both')).toContain('Demo.both [native→bash]');
});

it('89: only so deep, only what took so long, and nothing unless it is asked for', async () => {
  const shallow = { TRASH_PROFILE: '1', TRASH_PROFILE_DEPTH: '1' };
  expect(await lines(shallow, 'outer')).toBe('→ Demo.outer [native]\n← Demo.outer [native] Nms\n');
  expect(await lines({ TRASH_PROFILE: '1', TRASH_PROFILE_MIN_MS: '60000' }, 'outer')).toBe('');
  expect(await lines({}, 'outer')).toBe('');
});
