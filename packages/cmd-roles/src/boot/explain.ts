// roles boot --explain: for each file of a role why it is said, referenced, listed at the end, or left out.
import { walk } from '@rhachet/agent-dir';
import { type Fate, type Loaded, type Reason, shown } from '@rhachet/agent-dir/boot';
import { printable } from '@rhachet/kit';

const MARKS: Record<Fate, string> = { said: '✓', referenced: '→', also: '+', 'left out': '✗' };

/** Why a file that is no resource is left out. */
function whyNot(path: string): string {
  if (path === 'boot.yml') return 'it curates the others';
  if (path.startsWith('inits/')) return 'inits are run, never booted';
  if (!path.startsWith('briefs/')) return 'only readme.md, briefs/ and skills/ are booted';
  const aside = path.split('/').find((segment) => segment === '.scratch' || segment === '.archive');
  return aside === undefined ? 'a brief is an .md file' : `it is below ${aside}/`;
}

function reasonsOf({ role, resources, briefs, skills }: Loaded): Reason[] {
  const known = new Set([
    ...resources.briefs.map(({ path }) => path),
    ...resources.skills,
    'readme.md',
  ]);
  const twins = new Set(
    resources.briefs.filter(({ path, file }) => path !== file).map(({ file }) => file),
  );
  const others = walk(role.dir)
    .filter((path) => !known.has(path) && !twins.has(path))
    .sort();
  const readme: Reason[] = resources.readme
    ? [{ path: 'readme.md', fate: 'said', reason: 'the readme of a role is always said' }]
    : [];
  const byPath = (a: Reason, b: Reason): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
  return [
    ...readme,
    ...briefs.reasons().toSorted(byPath),
    ...skills.reasons().toSorted(byPath),
    ...others.map((path): Reason => ({ path, fate: 'left out', reason: whyNot(path) })),
  ];
}

/** What is read for a brief, where it is not the file that patterns match. */
const readInstead = (loaded: Loaded, path: string): string | undefined =>
  loaded.resources.briefs.find((brief) => brief.path === path && brief.file !== path)?.file;

export function explainData(loaded: Loaded): object {
  const { role, spec } = loaded;
  const files = reasonsOf(loaded).map(({ path, fate, reason }) => {
    const file = readInstead(loaded, path);
    const twin = file === undefined ? {} : { content: shown(role, file) };
    return { path: shown(role, path), status: fate, reason, ...twin };
  });
  return { repo: role.repo, role: role.role, present: true, mode: spec.mode, files };
}

export function explainText(loaded: Loaded): string {
  const { role, spec } = loaded;
  const mode = spec.mode === 'none' ? 'no boot.yml in effect' : `boot.yml in ${spec.mode} mode`;
  const lines = reasonsOf(loaded).map(({ path, fate, reason }) => {
    const file = fate === 'said' ? readInstead(loaded, path) : undefined;
    return `  ${MARKS[fate]} ${fate} ${path}: ${reason}${file === undefined ? '' : `; its text is ${file}`}`;
  });
  return `${[`repo=${role.repo}/role=${role.role}: ${mode}`, ...lines].map(printable).join('\n')}\n`;
}
