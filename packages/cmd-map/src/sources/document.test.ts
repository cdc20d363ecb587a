// Maps as JSON and YAML: what is wrong is said with its place.
import { describe, expect, it } from 'vitest';
import { checkAssumptions } from './assumptions-file.ts';
import { fromDocument } from './document.ts';
import { parseMapDocument } from './document-file.ts';

it('JSON and YAML say the same', () => {
  const yaml = parseMapDocument(
    'types: [{ name: A, extends: [B] }]\noverloads:\n  - signature: f(A) -> B\n',
    'm.yaml',
  );
  const json = parseMapDocument(
    '{"types":[{"name":"A","extends":["B"]}],"overloads":[{"signature":"f(A) -> B"}]}',
    'm.json',
  );
  expect(yaml).toEqual(json);
  expect(parseMapDocument('', 'empty.yaml')).toEqual({});
});

it('a location is text or an object', () => {
  const { overloads } = fromDocument({
    overloads: [
      { signature: 'f(A)', location: 'a.jan:3:7' },
      { signature: 'f(B)', location: { file: 'b.jan', line: 2, column: 1 } },
      { signature: 'f(C)', location: 'c.jan' },
    ],
  });
  expect(overloads.map(({ location }) => location)).toEqual([
    { file: 'a.jan', line: 3, column: 7 },
    { file: 'b.jan', line: 2, column: 1 },
    { file: 'c.jan', line: 1, column: 1 },
  ]);
});

describe('what is wrong', () => {
  it.each([
    ['m.json', '{"types": [', 'm.json:1:12'],
    ['m.yaml', 'types:\n  - name: A\n   bad: x', 'm.yaml:3'],
    ['m.yaml', 'types: [{ extends: [] }]', 'm.yaml: types.0.name'],
    ['m.yaml', 'overloads: 5', 'm.yaml: overloads'],
    ['m.yaml', 'overloads: [{ signature: f(A), visibility: secret }]', 'visibility'],
  ])('%s %s', (file, text, message) => {
    expect(() => parseMapDocument(text, file)).toThrow(message);
  });

  it('a signature that is none, by its place in the list', () => {
    expect(() => fromDocument({ overloads: [{ signature: 'f(A)' }, { signature: 'f(' }] })).toThrow(
      'overloads[1]: "f(" is not a signature',
    );
  });

  it('an assumption of an unknown kind', () => {
    expect(() => checkAssumptions({ types: [{ name: 'A', extend: [] }] }, 'a.yaml')).toThrow(
      'a.yaml: types.0.extend',
    );
  });
});
