// Every command of every page, as its reader would type it: the packed program, in a fresh directory, in the page's order.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pages } from '../src/pages.ts';
import { makePlace, type World } from '../src/places.ts';
import { doSteps } from '../src/session.ts';
import { planOf, type Stay } from '../src/steps.ts';
import { makeWorld } from '../src/world.ts';

let world: World & { close: () => void };
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

async function problemsOf({ place: kind, steps }: Stay): Promise<string[]> {
  const place = await makePlace(kind, world);
  try {
    return await doSteps(steps, place);
  } finally {
    place.remove();
  }
}

const plans = pages().map((page) => ({ path: page.path, ...planOf(page) }));

describe('every command does what its page says', () => {
  it.each(plans.filter(({ stays }) => stays.length > 0))('$path', async ({ stays }) => {
    const problems: string[] = [];
    for (const stay of stays) problems.push(...(await problemsOf(stay)));
    expect(problems.join('\n\n')).toBe('');
  });
});

it('what is not run, and why', () => {
  const lines = plans.flatMap(({ skipped }) => skipped.map(({ at, reason }) => `${at}: ${reason}`));
  console.log(`not run:\n${lines.join('\n')}`);
});
