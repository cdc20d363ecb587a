// Random methods, run as they are and compiled: what each answers, throws and leaves behind.
import { BASE, randomClass } from './random-methods.ts';
import { openSpace, type Space } from './space.ts';

export interface Difference {
  readonly method: string;
  readonly interpreted: string;
  readonly compiled: string;
}

const COUNT = 60;

/** Where the two ways differ, and how many methods were compiled and ended without an error. */
export async function differences(seed: number, mayUseBash = false) {
  const classes = { Base: BASE, Random: randomClass(seed, COUNT, mayUseBash) };
  const interpreted = await openSpace({ classes, isCompiled: false });
  const compiled = await openSpace({ classes, isCompiled: true });
  const found: Difference[] = [];
  let answered = 0;
  for (let index = 0; index < COUNT; index++) {
    const [one, other] = [await outcome(interpreted, index), await outcome(compiled, index)];
    if (one.text !== other.text)
      found.push({ method: `m${index}:`, interpreted: one.text, compiled: other.text });
    if (!one.isError && other.kind === 'typescript') answered++;
  }
  await interpreted.close();
  await compiled.close();
  return { found, answered, classes };
}

async function outcome(space: Space, index: number) {
  const self = await space.send('Random', 'new');
  const { kind, ...reply } = await space.reply(self, `m${index}:`, '4');
  const row = await space.send('Store', 'getInstance:', self);
  const text = JSON.stringify({ reply, row })
    .replaceAll(self, 'self')
    // One of another method, which a class variable has kept.
    .replace(/random_[-0-9a-f]{36}/g, 'another')
    .replace(/"created_at\\*":\\*"\d+\\*"/g, '')
    // Blocks are numbered as somebody asks for their names.
    .replace(/bytecode_block_\d+/g, 'block');
  return { text, kind, isError: reply.error !== null };
}
