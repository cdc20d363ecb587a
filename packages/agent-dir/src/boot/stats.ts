// What booting a role costs a prompt, counted as the reference program counts it.
import type { Loaded } from './load.ts';

const DOLLARS_PER_MILLION = 3;

export interface Counts {
  say: number;
  ref: number;
}

export interface Stats {
  /** A file that is both said and referenced counts twice. */
  files: number;
  briefs: Counts;
  skills: Counts;
  /** UTF-16 code units of what is said. */
  chars: number;
  tokens: number;
  /** In dollars. */
  cost: number;
}

/** Four characters are taken for one token. */
export const tokensOf = (chars: number): number => Math.ceil(chars / 4);

export const costOf = (tokens: number): number => (tokens / 1_000_000) * DOLLARS_PER_MILLION;

export function statsOf({ briefs, skills, readme, saidBriefs, saidSkills }: Loaded): Stats {
  const said = [...(readme ? [readme] : []), ...saidBriefs, ...saidSkills];
  const chars = said.reduce((sum, { content }) => sum + content.length, 0);
  const listed = [briefs, skills].flatMap(({ say, ref, also }) => [say, ref, also]);
  const tokens = tokensOf(chars);
  return {
    files: listed.reduce((sum, { length }) => sum + length, readme ? 1 : 0),
    briefs: { say: briefs.say.length, ref: briefs.ref.length },
    skills: { say: skills.say.length, ref: skills.ref.length },
    chars,
    tokens,
    cost: costOf(tokens),
  };
}

const costText = (cost: number): string =>
  cost < 0.01 ? '< $0.01' : `$${Number(cost.toFixed(2))}`;

/** The lines of one kind: its count, and how it divides where anything at all is referenced. */
function countLines({
  name,
  counts,
  divided,
}: {
  name: string;
  counts: Counts;
  divided: boolean;
}): string[] {
  const last = name === 'skills';
  const total = `  │   ${last ? '└' : '├'}── ${name} = ${counts.say + counts.ref}`;
  if (!divided) return [total];
  const lead = `  │   ${last ? ' ' : '│'}   `;
  return [total, `${lead}├── say = ${counts.say}`, `${lead}└── ref = ${counts.ref}`];
}

/** The `<stats>` block, without the blank line behind it. */
export function statsBlock({ files, briefs, skills, chars, tokens, cost }: Stats): string {
  const divided = briefs.ref + skills.ref > 0;
  return [
    '<stats>',
    'quant',
    `  ├── files = ${files}`,
    ...countLines({ name: 'briefs', counts: briefs, divided }),
    ...countLines({ name: 'skills', counts: skills, divided }),
    `  ├── chars = ${chars}`,
    `  └── tokens ≈ ${tokens} (${costText(cost)} at $3/mil)`,
    '</stats>',
  ].join('\n');
}
