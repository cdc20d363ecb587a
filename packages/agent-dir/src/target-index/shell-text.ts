// The index as a shell reads it: tests of directories and assignments of quoted literals, nothing else.
// packages/runtime/bin/plain-call.sh sources it and says what the variables mean.
import { shellQuote } from '@rhachet/kit';
import type { TargetKind } from '../targets.ts';
import type { Entry } from './entries.ts';
import type { Watch } from './watch.ts';

/** A path, which is mostly below the project: the file is read at every call, and half as long this way. */
function quotePath(path: string, project: string): string {
  const inside = path.startsWith(`${project}/`);
  return inside ? `"$rhachet_project"${shellQuote(path.slice(project.length))}` : shellQuote(path);
}

function entryText({ target, interpreter = '' }: Entry, project: string): string {
  const { kind, slug, path } = target;
  const hit = `rhachet_hit=${quotePath(path, project)} rhachet_interpreter=${shellQuote(interpreter)}`;
  return `${shellQuote(`${kind} ${slug}`)}) ${hit} ;;\n`;
}

/** Sets `rhachet_hit` and its interpreter where the name is among the entries. */
export const entriesText = (entries: Entry[], project: string): string =>
  `case "$rhachet_kind $rhachet_slug" in\n${entries.map((entry) => entryText(entry, project)).join('')}esac\n`;

function watchText({ dirs, listed }: Watch, project: string): string {
  const unchanged = '[ ! "$rhachet_dir" -nt "$rhachet_index" ]';
  const loop = (paths: string[], test: string): string =>
    `for rhachet_dir in ${paths.map((path) => quotePath(path, project)).join(' ')}\ndo ${test} || return 0; done\n`;
  const onlyDirs = [...dirs].filter((dir) => !listed.has(dir));
  return loop([...listed], `[ -r "$rhachet_dir/." ] && ${unchanged}`) + loop(onlyDirs, unchanged);
}

export interface IndexText {
  project: string;
  /** The name of the directory that holds one file per name; empty when the entries stand here. */
  shards: string;
  watches: Record<TargetKind, Watch>;
  entries: Entry[];
}

/** Returns from the file before `rhachet_fresh` is set when anything that it rests on has changed. */
export function indexText({ project, shards, watches, entries }: IndexText): string {
  const kinds = (['skill', 'init'] as const).map(
    (kind) => `${kind})\n${watchText(watches[kind], project)};;\n`,
  );
  return [
    `rhachet_for=${shellQuote(project)} rhachet_shards=${shellQuote(shards)}\n`,
    `case $rhachet_kind in\n${kinds.join('')}esac\n`,
    'rhachet_fresh=yes\n',
    entriesText(entries, project),
  ].join('');
}
