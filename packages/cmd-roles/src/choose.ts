// What roles link and roles init begin with: where the project is, where its roles come from, which one is meant.
import {
  chooseFrom,
  findProject,
  findRoleSources,
  type PackageProblem,
  type Project,
  type RoleChoice,
  type RoleSources,
} from '@rhachet/agent-dir/link';
import { printable, usage } from '@rhachet/kit';

export interface ChooseOptions {
  role?: string;
  repo?: string;
  config?: string;
}

export interface Chosen {
  project: Project;
  sources: RoleSources;
  choice: RoleChoice;
}

/** The role that the options mean. Throws a `Failure` where it is not given, not there, or not one. */
export async function choose({ role, repo, config }: ChooseOptions): Promise<Chosen> {
  if (role === undefined) throw usage('--role is required (e.g., --role mechanic)');
  const project = findProject(process.cwd());
  const sources = await findRoleSources(project, config);
  const choice = chooseFrom(sources, repo === undefined ? role : `${repo}/${role}`);
  return { project, sources, choice };
}

const section = (heading: string, lines: string[]): string =>
  lines.length === 0 ? '' : `\n⚠️  ${heading}:\n${lines.map((line) => `   - ${line}\n`).join('')}`;

const lacking = ({ package: name, message }: PackageProblem): string =>
  message === 'is not installed' ? `${name} ${message}` : name;

/** Where roles are looked for, and which packages have none to offer. */
export function sourcesText({ config, problems }: RoleSources): string {
  if (config !== undefined) return '\n🔭 rhachet.use.ts found, import roles from config...\n';
  const without = problems.filter(({ broken }) => !broken);
  const wrong = problems.filter(({ broken }) => broken);
  return [
    '\n🔭 discover roles from packages...\n',
    section('Some packages lack rhachet.repo.yml', without.map(lacking)),
    section(
      'Some packages have a rhachet.repo.yml that is wrong',
      wrong.map(({ package: name, message }) => printable(`${name}: ${message}`)),
    ),
  ].join('');
}
