// Which role a name means, and what to say when it is none or several.
import { type Decision, EXIT, Failure, decide, nearest, type Source } from '@rhachet/kit';
import { outside, type Role } from './roles.ts';

export interface RoleQuery {
  role: string;
  /** `this` in any case is `.this`. */
  repo?: string | undefined;
}

/** The repo that a caller means: people write `this` for the repository's own roles. */
export function repoNamed(repo: string | undefined): string | undefined {
  const plain = repo?.trim().toLowerCase();
  return plain === 'this' || plain === '.this' ? '.this' : repo;
}

/** How decisions name a role. */
export const roleSignature = ({ repo, role }: Role): string => `repo=${repo}/role=${role}`;

const source = (roles: Role[]): Source<RoleQuery, Role> => ({
  call: ({ role, repo }) =>
    ['role', role, ...(repo === undefined ? [] : ['--repo', repo])].join(' '),
  candidates: ({ role }) => roles.filter((one) => one.role === role),
  signature: roleSignature,
  location: ({ dir }) => dir,
  reject: (one, { repo }) => outside(one, { repo }),
  noMatch: ({ role, repo }) => ({
    message: `no role "${role}" found in .agent/${repo === undefined ? '' : `repo=${repo}/`}`,
    suggestion:
      'rhachet roles list shows what there is; roles link adds those of installed packages',
  }),
  ambiguous: ({ role }) => ({
    message: `multiple repos have role "${role}"`,
    suggestion: 'use --repo to disambiguate',
  }),
});

/** Decides which of the roles a query means. */
export function decideRole(roles: Role[], { role, repo }: RoleQuery): Decision<Role> {
  return decide(source(roles), { role, repo: repoNamed(repo) });
}

/** The one role of a query. Throws a `Failure` (exit 127) for none or several. */
export function requireRole(roles: Role[], query: RoleQuery): Role {
  const decision = decideRole(roles, query);
  if (decision.target) return decision.target;
  const { code = '', message = '', suggestion = '' } = decision.error ?? {};
  const several = decision.status === 'ambiguous';
  const names = roles.map(({ role }) => role);
  // Where another repo has the very role, its details say so.
  const [close] = decision.candidates.length > 0 ? [] : nearest(query.role, names, 1);
  throw new Failure(several ? `${message}:` : message, {
    code,
    exit: EXIT.notFound,
    details: several
      ? decision.accepted.map(({ repo }) => `- ${repo}`)
      : decision.candidates.map(({ signature, reason = '' }) => `${signature}: ${reason}`),
    hint: close === undefined ? suggestion : `did you mean "${close}"? ${suggestion}`,
  });
}
