// The tree drawing that every listing uses.
import { expect, it } from 'vitest';
import { treeLines } from './tree.ts';

it('draws branches, last ones, and what hangs below either', () => {
  const leaf = { label: 'leaf', children: [{ label: 'deep', children: [{ label: 'deeper' }] }] };
  const trees = [
    { label: 'one', children: [leaf, { label: 'two' }] },
    { label: 'three', children: [leaf] },
  ];
  expect(treeLines(trees)).toEqual([
    '├─ one',
    '│  ├─ leaf',
    '│  │  └─ deep',
    '│  │     └─ deeper',
    '│  └─ two',
    '└─ three',
    '   └─ leaf',
    '      └─ deep',
    '         └─ deeper',
  ]);
  expect(treeLines([])).toEqual([]);
  expect(treeLines([{ label: '', children: [] }])).toEqual(['└─ ']);
});
