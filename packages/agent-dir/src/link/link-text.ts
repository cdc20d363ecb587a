// The tree that `roles link` prints: links, and how many files are behind them.
import { printable } from '@rhachet/kit';
import type { LinkEntry, LinkReport } from './link-role.ts';
import type { What } from './place.ts';

const MARKS: Record<What, (path: string) => string> = {
  created: (path) => `+ ${path}`,
  unchanged: (path) => `✓ ${path} (unchanged)`,
  updated: (path) => `↻ ${path} (updated)`,
  removed: (path) => `- ${path} (removed)`,
};

const entryText = ({ path, what }: LinkEntry): string => MARKS[what](printable(path));

const branches = (texts: string[], lead: string): string[] =>
  texts.map((text, at) => `${lead}${at === texts.length - 1 ? '└──' : '├──'} ${text}`);

/** The report as the tree of the reference, with a newline at its end and no empty line behind it. */
export function linkText({ repo, role, entries, stats }: LinkReport): string {
  const counts = [
    ...(stats.briefs > 0 ? [`${stats.briefs} brief(s)`] : []),
    ...(stats.skills > 0 ? [`${stats.skills} skill(s)`] : []),
    ...(stats.inits > 0 ? [`${stats.inits} init(s)`] : []),
  ];
  const lines = [
    `📚 link role repo=${repo}/role=${role}`,
    '   ├─ links',
    ...branches(entries.map(entryText), counts.length > 0 ? '   │  ' : '      '),
    ...(counts.length > 0 ? ['   └─ stats', ...branches(counts, '       ')] : []),
  ];
  return `${lines.join('\n')}\n`;
}
