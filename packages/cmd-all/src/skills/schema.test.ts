// Arguments that a model sends, checked, and as a command line.
import { expect, it } from 'vitest';
import { parametersOf } from './parameters.ts';
import { invocationOf, problemsOf, schemaOf } from './schema.ts';

const declared = parametersOf(
  '--name <name>  who (required)\n--tone <warm|cold>  how\n--tag <tag>…  some\n--loud  so\n<file>…  in (optional)\nstdin  text',
);
const undeclared = parametersOf('');

it('the schema says what the header says', () => {
  expect(schemaOf(declared)).toEqual({
    type: 'object',
    properties: {
      name: { type: 'string', description: 'who (required)' },
      tone: { type: 'string', enum: ['warm', 'cold'], description: 'how' },
      tag: { type: 'array', items: { type: 'string' }, description: 'some' },
      loud: { type: 'boolean', description: 'so' },
      file: { type: 'array', items: { type: 'string' }, description: 'in (optional)' },
      stdin: { type: 'string', description: 'text' },
    },
    required: ['name'],
    additionalProperties: false,
  });
});

it.each([
  [{ name: 'a' }, []],
  [{ name: 3, tone: null, tag: ['a', 1], loud: false, file: ['x'], stdin: '' }, []],
  [{}, ['name is missing']],
  [null, ['the arguments are not an object']],
  [[], ['the arguments are not an object']],
  ['name', ['the arguments are not an object']],
  [{ name: {} }, ['name is not a text']],
  [{ name: 'a\0b' }, ['name holds a zero byte, which no argument can']],
  [{ name: 'a', tone: 'hot' }, ['tone is none of warm, cold']],
  [{ name: 'a', tag: 'x' }, ['tag is not a list']],
  [{ name: 'a', loud: 'yes' }, ['loud is not true or false']],
  [{ name: 'a', file: ['--force'] }, ['file begins with a dash']],
  [{ name: 'a', more: 1, constructor: 2 }, ['there is no "more"', 'there is no "constructor"']],
])('%j: %j', (input, problems) => {
  expect(problemsOf(declared, input)).toEqual(problems);
});

it('becomes words that no shell reads', () => {
  const input = { stdin: 't', file: ['f', 'g'], loud: true, tag: ['1', 2], name: '$(x) "y"' };
  expect(problemsOf(declared, input)).toEqual([]);
  expect(invocationOf(declared, input)).toEqual({
    args: ['--name', '$(x) "y"', '--tag', '1', '--tag', '2', '--loud', 'f', 'g'],
    stdin: 't',
  });
  expect(invocationOf(undeclared, { words: ['-n', ''] })).toEqual({
    args: ['-n', ''],
    stdin: undefined,
  });
});

/** A small generator with a seed, so that what fails can be seen again. */
function* noise(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    yield state / 2 ** 32;
  }
}

it('any value is either valid, and becomes texts, or is told what is wrong', () => {
  const random = noise(7);
  const next = (): number => random.next().value;
  const keys = ['name', 'tone', 'tag', 'loud', 'file', 'stdin', '__proto__', 'x'];
  const value = (depth: number): unknown => {
    const kinds = [null, true, -1.5, 'warm', '--x', 'a\0', undefined, {}];
    if (depth > 0 && next() < 0.2) return Array.from({ length: 3 }, () => value(depth - 1));
    return kinds[Math.floor(next() * kinds.length)];
  };
  for (let n = 0; n < 2000; n += 1) {
    const input = Object.fromEntries(keys.filter(() => next() < 0.5).map((key) => [key, value(2)]));
    const problems = problemsOf(declared, input);
    if (problems.length > 0) continue;
    for (const word of invocationOf(declared, input).args) expect(typeof word).toBe('string');
  }
});
