// Roles of installed role packages, and those that were linked from them: what init, roles link and roles init take.
import { findAgentDir, findRoles } from '@rhachet/agent-dir';
import { type Asked, byName, type Candidate, placeOf, valueOf } from './candidate.ts';

/** The bundle of init can read manifests, which needs a YAML parser: a TAB for another word must not load it. */
const reader = () =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#init') as typeof import('#init');

interface Packaged {
  repo: string;
  role: string;
  help: string;
}

/** What the installed packages declare in rhachet.repo.yml. Neither their code nor rhachet.use.ts is run for a TAB. */
async function packaged(asked: Asked): Promise<Packaged[]> {
  const { findProject, findRolePackages } = reader();
  const { packages } = await findRolePackages(findProject(process.cwd()).root);
  const repo = valueOf(asked, 'repo');
  return packages
    .filter(({ manifest }) => repo === undefined || manifest.slug === repo)
    .flatMap(({ name, manifest }) =>
      manifest.roles.map(({ slug, purpose }) => ({
        repo: manifest.slug,
        role: slug,
        help: purpose ?? `from ${name}`,
      })),
    );
}

/** `role` where that is enough, `repo/role` where several have it. */
export async function packagedRoles(asked: Asked): Promise<Candidate[]> {
  const all = await packaged(asked);
  const isOnly = ({ role }: Packaged): boolean =>
    all.filter((one) => one.role === role).length === 1;
  const nameOf = (one: Packaged): string => (isOnly(one) ? one.role : `${one.repo}/${one.role}`);
  return byName(all, nameOf, ([first]) => first?.help ?? '');
}

export const packagedRepos = async (asked: Asked): Promise<Candidate[]> =>
  byName(
    await packaged({ ...asked, given: new Map() }),
    ({ repo }) => repo,
    (same) => same.map(({ role }) => role).join(', '),
  );

const signed = (sign: string, candidates: Candidate[]): Candidate[] =>
  candidates.map(({ word, help }) => ({ word: sign + word, help }));

/** The roles that `-role` can remove: those of the project itself are not linked. */
function linkedRoles(): Candidate[] {
  const agentDir = findAgentDir(process.cwd());
  const roles = agentDir === undefined ? [] : findRoles(agentDir);
  return byName(
    roles.filter(({ repo }) => repo !== '.this'),
    ({ role }) => role,
    (same) => same.map(placeOf).join(', '),
  );
}

/** What `init --roles` takes: `role`, `+role`, `-role`. */
export async function roleChanges(asked: Asked): Promise<Candidate[]> {
  if (asked.typed.startsWith('-')) return signed('-', linkedRoles());
  const all = await packagedRoles(asked);
  return asked.typed.startsWith('+') ? signed('+', all) : all;
}
