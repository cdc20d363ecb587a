// Which methods have a form in C, and why the others have none. test/compiled-c.test.ts runs them.
import { describe, expect, it } from 'vitest';
import { parse } from '../../language/parse.ts';
import type { ClassParts } from '../../space/trash-class.ts';
import { cModule } from './module.ts';

function compiled(text: string) {
  const { unit, problems } = parse(text);
  expect(problems).toEqual([]);
  if (!unit) throw new Error('no class');
  return cModule({ unit, parts: {} as ClassParts, file: `${unit.name}.trash` });
}

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
