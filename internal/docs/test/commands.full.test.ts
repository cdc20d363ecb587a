// Every command of every page, as its reader would type it: the packed program, in a fresh directory, in the page's order.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pages } from '../src/pages.ts';
import { makePlace, type World } from '../src/places.ts';
import { doSteps } from '../src/session.ts';
import { planOf, type Stay } from '../src/steps.ts';
import { typeErrors } from '../src/typescript.ts';
import { makeWorld } from '../src/world.ts';

let world: World & { close: () => Promise<void> };
const notRun: string[] = [];
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  console.log(`not run:\n${notRun.join('\n')}`);
  await world.close();
});

async function problemsOf({ place: kind, steps }: Stay): Promise<string[]> {
  const place = await makePlace(kind, world);
  try {
    return await doSteps(steps, place);
  } finally {
    place.remove();
  }
}

describe.concurrent('every command does what its page says', () => {
  it.each(pages())('$path', async (page) => {
    const { stays, skipped } = planOf(page);
    notRun.push(...skipped.map(({ at, reason }) => `${at}: ${reason}`));
    const problems: string[] = [];
    for (const stay of stays) problems.push(...(await problemsOf(stay)));
    expect(problems.join('\n\n')).toBe('');
  });
});

it('the TypeScript of the pages compiles', async () => {
  expect(await typeErrors(pages())).toBe('');
});
