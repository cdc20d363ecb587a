// The end of a release, for a person: a row per package, and the sums that have a budget.
import { BUDGETS, sums } from './budgets.mjs';

const HEAD = ['package', 'old', 'new', 'packed', 'unpacked', 'budget', 'files', ''];

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

function cells({ tarball, before, state }) {
  const { manifest, packed, unpacked, files } = tarball;
  return [
    manifest.name,
    before,
    manifest.version,
    kB(packed.length),
    kB(unpacked),
    kB(BUDGETS[manifest.name]),
    String(files.length),
    state === 'new' ? 'published' : 'is there',
  ];
}

const sumCells = ({ name, unpacked, budget }) => [
  name,
  '',
  '',
  '',
  kB(unpacked),
  kB(budget),
  '',
  '',
];

/** Numbers to the right, words to the left. */
const align = (cell, width, column) =>
  column >= 3 && column <= 6 ? cell.padStart(width) : cell.padEnd(width);

export function table(rows) {
  const lines = [
    HEAD,
    ...rows.map(cells),
    ...sums(rows.map(({ tarball }) => tarball)).map(sumCells),
  ];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => align(cell, widths[column], column))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
