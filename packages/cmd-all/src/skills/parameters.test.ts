// What the header of a skill declares.
import { expect, it } from 'vitest';
import { type Parameter, parametersOf } from './parameters.ts';

const one = (line: string): Parameter | undefined => parametersOf(line)[0];

it.each([
  ['--name <name>  who', { name: 'name', kind: 'flag', isSwitch: false, help: 'who' }],
  ['  -n, --name <name>  who (required)', { name: 'name', required: true }],
  ['--name=<name>  who', { name: 'name', isSwitch: false, required: false }],
  ['--tone <warm|cold>  how', { choices: ['warm', 'cold'] }],
  ['--tag <tag>…  some', { many: true }],
  ['--tag <tag>...  some', { many: true }],
  ['--dry-run  do nothing', { name: 'dry-run', isSwitch: true, help: 'do nothing' }],
  ['--dry-run', { name: 'dry-run', isSwitch: true, help: '' }],
  ['<file>  which', { name: 'file', kind: 'word', required: true }],
  ['<how many>  a number (optional)', { name: 'how-many', kind: 'word', required: false }],
  ['stdin  the text', { name: 'stdin', kind: 'stdin', required: false }],
])('%s', (line, expected) => {
  expect(one(line)).toMatchObject(expected);
});

it.each([
  'say --name to greet',
  'usage: greet [name]',
  '-n  short only',
  '--',
  '<file> one blank',
  '',
])('%j declares nothing: words and stdin', (line) => {
  expect(parametersOf(line).map(({ name }) => name)).toEqual(['words', 'stdin']);
});

it('the first of one name counts, and a hundred are enough', () => {
  expect(parametersOf('--a <x>  first\n--a  second')).toMatchObject([{ help: 'first' }]);
  const many = Array.from({ length: 500 }, (_, at) => `--flag-${at} <x>  y`).join('\n');
  expect(parametersOf(many)).toHaveLength(100);
});

it('takes time in proportion to the text, whatever it is: this ends', () => {
  for (const part of ['-', '--a <', ' ', '<a ', '--a=<b>  ', '\t-x,  ', '…'])
    expect(parametersOf(part.repeat(50_000)).length).toBeGreaterThan(0);
});
