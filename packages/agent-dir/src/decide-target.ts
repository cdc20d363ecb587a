// Which skill or init a name means, and what to say when it is none or several.
import {
  type Decision,
  EXIT,
  Failure,
  decide,
  nearest,
  type Source,
  shellQuote,
} from '@rhachet/kit';
import { type Filter, findRoles, outside, type Role } from './roles.ts';
import {
  findTargets,
  isRunnable,
  type Target,
  type TargetKind,
  whyNotRunnable,
} from './targets.ts';

export interface TargetQuery extends Filter {
  kind: TargetKind;
  slug: string;
}

/** How decisions name a target. */
export const targetSignature = ({ kind, repo, role, slug }: Target): string =>
  `repo=${repo}/role=${role}/${kind}=${slug}`;

const filterText = ({ repo, role }: Filter): string =>
  [repo === undefined ? [] : ['--repo', repo], role === undefined ? [] : ['--role', role]]
    .flat()
    .join(' ');

function noMatchText(query: TargetQuery): string {
  const filter = filterText(query);
  const where = filter === '' ? 'found in any linked role' : `found with ${filter}`;
  return `no ${query.kind} "${query.slug}" ${where}`;
}

/** How to choose: the filters that tell the candidates apart, or the files when no filter can. */
function howToChoose(tied: Target[]): string {
  const different = (key: 'repo' | 'role'): boolean =>
    new Set(tied.map((one) => one[key])).size > 1;
  const filters = (['repo', 'role'] as const).filter(different).map((key) => `--${key}`);
  return filters.length > 0
    ? `use ${filters.join(' and/or ')} to choose one`
    : 'one role holds both: rename or remove one of the files';
}

const sourceOver = (roles: Role[]): Source<TargetQuery, Target> => ({
  call: ({ kind, slug, ...filter }) => [kind, slug, filterText(filter)].filter(Boolean).join(' '),
  candidates: ({ kind, slug }) => findTargets(roles, kind, slug),
  signature: targetSignature,
  location: ({ path }) => path,
  reject: (target, query) => outside(target, query) ?? whyNotRunnable(target),
  noMatch: (query) => ({
    message: noMatchText(query),
    suggestion: 'rhachet run list shows what there is',
  }),
  ambiguous: ({ kind, slug }, tied) => ({
    message: `multiple ${kind}s found for "${slug}"`,
    suggestion: howToChoose(tied),
  }),
});

/** Decides which target a query means, among the roles of an .agent/ directory. */
export function decideTarget(agentDir: string, query: TargetQuery): Decision<Target> {
  return decide(sourceOver(findRoles(agentDir)), query);
}

const line = ({ slug, repo, role }: Target): string => `- ${slug} (repo=${repo} role=${role})`;

/** The names that are closest to the one that was not found, or the first ones when none is close. */
function available(
  agentDir: string,
  query: TargetQuery,
): { lines: string[]; close: string | undefined } {
  const roles = findRoles(agentDir, query);
  const targets = findTargets(roles, query.kind).filter(isRunnable);
  if (targets.length === 0) return { lines: [], close: undefined };
  const close = nearest(
    query.slug,
    targets.map(({ slug }) => slug),
    5,
  );
  const shown = close.length > 0 ? targets.filter(({ slug }) => close.includes(slug)) : targets;
  shown.sort((a, b) => close.indexOf(a.slug) - close.indexOf(b.slug));
  const first = shown.slice(0, 5);
  const more = targets.length - first.length;
  const lines = [`available ${query.kind}s:`, ...first.map(line)];
  if (more > 0) lines.push(`... and ${more} more`);
  return { lines, close: close[0] };
}

function notFound(agentDir: string, query: TargetQuery, decision: Decision<Target>): Failure {
  const { lines, close } = available(agentDir, query);
  const elsewhere = decision.candidates.map(
    ({ signature: other, reason = '' }) => `${other}: ${reason}`,
  );
  const meant = close === undefined ? '' : `did you mean "${close}"? `;
  return new Failure(decision.error?.message ?? '', {
    code: decision.error?.code ?? '',
    exit: EXIT.notFound,
    details: [...elsewhere, ...lines],
    hint: `${meant}rhachet run list shows all of them; roles come from repo=…/role=… in ${agentDir}`,
  });
}

/** What to type to make a file executable, whatever its name is. */
export const chmod = (path: string): string => `chmod +x ${shellQuote(path)}`;

function notExecutable(target: Target): Failure {
  return new Failure(`${target.kind} "${target.slug}" is not executable: ${target.path}`, {
    code: 'NOT_EXECUTABLE',
    exit: EXIT.notExecutable,
    hint: chmod(target.path),
  });
}

/**
 * The one target of a query. Throws a `Failure`: 127 for none or several, 126 for one that is not executable.
 */
export function requireTarget(agentDir: string, query: TargetQuery): Target {
  const decision = decideTarget(agentDir, query);
  if (decision.target) {
    if (!decision.target.executable) throw notExecutable(decision.target);
    return decision.target;
  }
  if (decision.status === 'ambiguous') {
    throw new Failure(`${decision.error?.message ?? ''}:`, {
      code: decision.error?.code ?? '',
      exit: EXIT.notFound,
      details: decision.accepted.map(
        ({ repo, role, path }) => `- repo=${repo} role=${role}  ${path}`,
      ),
      hint: decision.error?.suggestion ?? '',
    });
  }
  const roles = findRoles(agentDir, query);
  const [plainFile] = findTargets(roles, query.kind, query.slug);
  if (plainFile) throw notExecutable(plainFile);
  throw notFound(agentDir, query, decision);
}
