// Compiled to C: what a strict compiler says of it, and random methods beside the evaluator.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasTool } from '@rhachet/testing';
import { parse } from '../../language/parse.ts';
import { header } from '../../native/header.ts';
import { randomCClass } from '../../../test/random-c-methods.ts';
import { openSpace } from '../../../test/space.ts';
import type { ClassParts } from '../../space/trash-class.ts';
import { cModule } from './module.ts';

const STRICT = ['-Wall', '-Wextra', '-Werror', '-pedantic', '-std=c11'];

const dir = mkdtempSync(join(tmpdir(), 'rhachet-c-'));
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});
writeFileSync(join(dir, 'libtrashtalk.h'), header());

function compiled(text: string) {
  const { unit, problems } = parse(text);
  expect(problems).toEqual([]);
  if (!unit) throw new Error('no class');
  return cModule({ unit, parts: {} as ClassParts, file: `${unit.name}.trash` });
}

const COUNT = 150;

it(
  'random methods answer, fail and write the same in C',
  { timeout: 120_000 },
  async ({ skip }) => {
    if (!hasTool('gcc')) skip('gcc is not installed');
    const text = randomCClass(2, COUNT);
    const module = compiled(text);
    writeFileSync(join(dir, 'Random.c'), module.text);
    const runtime = join(import.meta.dirname, '../../../test/c-runtime.c');
    execFileSync(
      'gcc',
      [...STRICT, '-D_POSIX_C_SOURCE=200809L', '-I.', '-o', 'random', runtime, 'Random.c', '-lm'],
      { cwd: dir },
    );
    const space = await openSpace({ classes: { Random: text } });
    const self = await space.send('Random', 'new');
    const selectors = module.methods.flatMap(({ name, isNative }) =>
      isNative && !name.endsWith('twice:') ? [name.replace('Random ', '')] : [],
    );
    // Some are a line of bash by chance.
    expect(selectors.length).toBeGreaterThan(COUNT / 2);
    const expected: string[] = [];
    for (const selector of selectors) {
      const { error, value } = await space.reply(self, selector, '6');
      const answer = error ? `!${error.type}: ${error.message}` : value;
      const variables = [await space.send(self, 'getOwn'), await space.send(self, 'getText')];
      expected.push(
        `${answer.replaceAll(self, 'self')}\town=${variables[0]}\ttext=${variables[1]}`,
      );
    }
    await space.close();
    const input = selectors.map((selector) => `${selector} 6\n`).join('');
    const printed = execFileSync(join(dir, 'random'), { input, encoding: 'utf8' });
    expect(printed).toBe(expected.map((line) => `${line}\n`).join(''));
  },
);

describe('what is not in C', () => {
  it('is left to the class file, with the reason', () => {
    const { methods, text } = compiled(`Demo subclass: Other
  instanceVars: value:0
  method: good [ ^ value + 1 ]
  method: join [ ^ 'a' , 'b' ]
  method: each [ #(1) do: [:e | e] ]
  method: later [ ^ [value] ]
  method: above [ ^ inherited + 1 ]
  method: date [ ^ $(date) ]
  method: guess [ x := 1 ]
  rawMethod: today [ date ]
  testMethod: works [ ^ 1 ]
`);
    expect(methods.map(({ runsIn, reason }) => `${runsIn}: ${reason}`)).toEqual([
      'c: all of it has a form in C',
      'interpreter: line 4: a text is put together, which needs memory that C would have to own',
      'interpreter: line 5: do: is for the runtime',
      'interpreter: line 6: a block that is called later',
      "interpreter: line 7: 'inherited' may be a variable of a class above or a trait, whose number C cannot know",
      'interpreter: line 8: a line of bash',
      "interpreter: line 9: 'x' is not declared: | x |",
      'bash: raw method',
      'interpreter: tests are run from the class file',
    ]);
    expect(text).toContain('{"today", NULL, 0, TT_METHOD_BASH_FALLBACK}');
    expect(text).not.toContain('works');
  });

  it('a trait is no plugin', () => {
    expect(() => compiled('Loud trait\n  method: x [ ^ 1 ]\n')).toThrow(/is a trait/);
  });
});
