// init --roles: links roles of the installed packages, runs their inits, removes roles.
import {
  chooseRole,
  findRolePackages,
  type LinkReport,
  linkRole,
  linkText,
  type PackageProblem,
  problemLines,
  type Project,
  type RoleChoice,
  type RolePackage,
  runRoleInits,
  unlinkRole,
} from '@rhachet/agent-dir/link';
import { EXIT, Failure, isFailure, printable } from '@rhachet/kit';
import { contradiction, type RoleWords } from './role-words.ts';
import { findLinked, linkedIn, type Named, nameOf } from './linked.ts';

export interface RolesResult {
  /** The roles that the words name or add, linked now. */
  roles: Named[];
  linked: LinkReport[];
  removed: Named[];
  problems: PackageProblem[];
}

interface Installed {
  packages: RolePackage[];
  problems: PackageProblem[];
}

function noPackages(problems: PackageProblem[]): Failure {
  const none = problems.length === 0;
  return new Failure(
    none
      ? 'no rhachet-roles-* packages found. install a package first.'
      : 'no rhachet-roles-* package can be used:',
    {
      code: 'NO_ROLE_PACKAGES',
      exit: none ? EXIT.notFound : EXIT.badConfig,
      details: problemLines(problems),
      hint: none
        ? 'npm install --save-dev rhachet-roles-<name>; they are found through package.json at the git root'
        : 'rhachet repo introspect, in the package, writes its rhachet.repo.yml',
    },
  );
}

/** A role that is not found may be in a package that cannot be read. */
function choose({ packages, problems }: Installed, specifier: string): RoleChoice {
  try {
    return chooseRole(packages, specifier);
  } catch (error) {
    if (!isFailure(error) || problems.length === 0) throw error;
    const { message, code, exit, hint = '', details } = error;
    const more = ['packages without roles:', ...problemLines(problems)];
    throw new Failure(message, { code, exit, hint, details: [...details, ...more] });
  }
}

const toNamed = ({ package: { manifest }, role }: RoleChoice): Named => ({
  repo: manifest.slug,
  role: role.slug,
});

function problemText(problems: PackageProblem[]): string {
  if (problems.length === 0) return '';
  const lines = problems.map(
    ({ package: name, message }) => `   ⛈️ ${printable(name)}:\n      > ${printable(message)}\n`,
  );
  return `⚠️  ${problems.length} package(s) failed to load:\n${lines.join('')}\n`;
}

async function* linkAll(root: string, choices: RoleChoice[]): AsyncGenerator<string, LinkReport[]> {
  const reports: LinkReport[] = [];
  for (const choice of choices) {
    const report = linkRole(root, choice);
    reports.push(report);
    yield `${linkText(report)}\n`;
    yield* runRoleInits(choice, root);
  }
  return reports;
}

async function* setAbsolute(
  root: string,
  installed: Installed,
  specifiers: string[],
): AsyncGenerator<string, RolesResult> {
  const choices = specifiers.map((specifier) => choose(installed, specifier));
  const { problems } = installed;
  yield `\n🔧 init ${choices.length} role(s)...\n\n${problemText(problems)}`;
  const linked = yield* linkAll(root, choices);
  yield `✨ ${linked.length} role(s) linked\n✨ ${linked.length} role(s) initialized\n\n`;
  return { roles: choices.map(toNamed), linked, removed: [], problems };
}

const branch = (label: string, sign: string, roles: Named[]): [string, string[]][] =>
  roles.length === 0 ? [] : [[label, roles.map((role) => `${sign} ${nameOf(role)}`)]];

function summary(added: Named[], removed: Named[], untouched: number): string {
  const branches = [...branch('additions', '+', added), ...branch('subtractions', '-', removed)];
  const lines = branches.flatMap(([label, leaves]) => [
    `   ├─ ${label}`,
    ...leaves.map((leaf, at) => `   │  ${at === leaves.length - 1 ? '└─' : '├─'} ${leaf}`),
  ]);
  return `\n${['🔧 init roles (incremental)', ...lines, `   └─ untouched (${untouched})`].join('\n')}\n\n`;
}

const isSame =
  (a: Named) =>
  (b: Named): boolean =>
    a.repo === b.repo && a.role === b.role;

function removalsOf(root: string, subtractions: string[], additions: Named[]): Named[] {
  const found = subtractions.flatMap((one) => findLinked(root, one) ?? []);
  const both = found.find((one) => additions.some(isSame(one)));
  if (both) throw contradiction(nameOf(both));
  return found.filter((one, at) => found.findIndex(isSame(one)) === at);
}

async function* setIncremental(
  root: string,
  installed: Installed,
  { additions, subtractions }: Extract<RoleWords, { mode: 'incremental' }>,
): AsyncGenerator<string, RolesResult> {
  const named = additions.map((specifier) => choose(installed, specifier));
  const choices = named.filter((one, at) => named.findIndex((o) => o.role === one.role) === at);
  const roles = choices.map(toNamed);
  const removed = removalsOf(root, subtractions, roles);
  const before = linkedIn(root);
  const added = roles.filter((role) => !before.some(isSame(role)));
  yield summary(added, removed, before.length - removed.length);
  for (const role of removed) unlinkRole(root, role);
  const linked = yield* linkAll(root, choices);
  const problems = additions.length === 0 ? [] : installed.problems;
  return { roles, linked, removed, problems };
}

/** Decides everything before it changes anything; then removes, links and initialises. */
export async function* setRoles(
  { root, agentRoot }: Project,
  words: RoleWords,
): AsyncGenerator<string, RolesResult> {
  const installed = await findRolePackages(root);
  const onlyRemoves = words.mode === 'incremental' && words.additions.length === 0;
  if (installed.packages.length === 0 && !onlyRemoves) throw noPackages(installed.problems);
  if (words.mode === 'absolute') return yield* setAbsolute(agentRoot, installed, words.roles);
  return yield* setIncremental(agentRoot, installed, words);
}
