// The report for a person: a tree with prices, a summary, and the ten dearest files.
import type { Role } from '@rhachet/agent-dir';
import { printable } from '@rhachet/kit';
import type { FileCost } from './file-costs.ts';
import { summaryOf } from './summary.ts';

interface Node {
  name: string;
  file?: FileCost;
  below: Map<string, Node>;
}

const grouped = (count: number): string => count.toLocaleString('en-US');

/** Tenths of a cent below a cent, and nothing below that. */
function price(dollars: number): string {
  if (dollars < 0.001) return '$0.000';
  return `$${dollars.toFixed(dollars < 0.01 ? 3 : 2)}`;
}

const docsOnly = ({ type }: FileCost): string => (type === 'skill' ? ' [docs only]' : '');

function treeOf(files: FileCost[]): Node {
  const root: Node = { name: '', below: new Map() };
  for (const file of files) {
    let at = root;
    for (const name of file.path.split('/')) {
      const next: Node = at.below.get(name) ?? { name, below: new Map() };
      at.below.set(name, next);
      at = next;
    }
    at.file = file;
  }
  return root;
}

/** Directories first, then by name as people sort. */
const inOrder = ({ below }: Node): Node[] =>
  [...below.values()].sort(
    (a, b) =>
      Number(a.file !== undefined) - Number(b.file !== undefined) ||
      a.name.localeCompare(b.name, 'en'),
  );

const label = ({ name, file }: Node): string =>
  file === undefined
    ? printable(name)
    : `${printable(name)}  ${grouped(file.tokens)} tokens (${price(file.cost)})${docsOnly(file)}`;

function treeLines(node: Node): string[] {
  const nodes = inOrder(node);
  return nodes.flatMap((one, at) => {
    const last = at === nodes.length - 1;
    const lead = last ? '    ' : '│   ';
    return [`${last ? '└' : '├'}── ${label(one)}`, ...treeLines(one).map((line) => lead + line)];
  });
}

function summaryLines(files: FileCost[]): string[] {
  const { files: count, briefs, skills, other, chars, tokens, cost } = summaryOf(files);
  return [
    'Summary:',
    `  ├── files = ${count}`,
    `  │   ├── briefs = ${briefs}`,
    `  │   ├── skills = ${skills}`,
    `  │   └── other = ${other}`,
    `  ├── chars = ${grouped(chars)}`,
    `  └── tokens ≈ ${grouped(tokens)} (${cost < 0.01 ? '< $0.01' : price(cost)} at $3/mil)`,
  ];
}

function topLines(files: FileCost[]): string[] {
  const { tokens: all } = summaryOf(files);
  const top = files.toSorted((a, b) => b.tokens - a.tokens).slice(0, 10);
  const lines = top.map((file, at) => {
    const share = all === 0 ? 0 : (file.tokens / all) * 100;
    const name = printable(file.path.slice(file.path.lastIndexOf('/') + 1));
    return `  ${at === top.length - 1 ? '└' : '├'}── ${grouped(file.tokens)} tokens (${share.toFixed(1)}%) ${name}${docsOnly(file)}`;
  });
  return ['Top 10 Token Sources:', ...lines];
}

export function report({ repo, role }: Role, files: FileCost[]): string {
  return [
    '',
    `🌊 Role Cost Report: ${printable(role)} @ ${printable(repo)}`,
    '',
    `.agent/repo=${printable(repo)}/role=${printable(role)}`,
    ...treeLines(treeOf(files)),
    '',
    ...summaryLines(files),
    '',
    ...topLines(files),
    '',
    '',
  ].join('\n');
}
