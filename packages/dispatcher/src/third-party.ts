// Commands that others publish: rhachet-cmd-* in the dependencies of the project's package.json.
import { EXIT, Failure, type InstalledPackage, type PackageManifest } from '@rhachet/kit';
import { files } from '#files';
import { findPackage } from './find-package.ts';
import { readJson, readManifest } from './read-manifest.ts';

const NAME = /^(@[^/]+\/)?rhachet-cmd-[^/]+$/;

interface ProjectJson {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

function nearestProject(cwd: string): string | undefined {
  for (let dir = cwd; dir !== ''; dir = dir.slice(0, dir.lastIndexOf('/'))) {
    if (files.exists(`${dir}/package.json`)) return dir;
  }
  return undefined;
}

/** The names of the packages that a project depends on. */
async function dependenciesOf(project: string): Promise<string[]> {
  const json = (await readJson(`${project}/package.json`)) as ProjectJson | null;
  const { dependencies, devDependencies } = json ?? {};
  return Object.keys({ ...dependencies, ...devDependencies });
}

/** Where the third-party command packages are that the nearest package.json lists and that are installed. */
export async function thirdPartyDirectories(cwd: string): Promise<string[]> {
  const project = nearestProject(cwd);
  if (project === undefined) return [];
  const names = (await dependenciesOf(project)).filter((name) => NAME.test(name)).sort();
  const dirs = names.map((name) => findPackage(name, project)).filter((dir) => dir !== undefined);
  // One that was not built offers nothing; it must not break the others.
  return dirs.filter((dir) => files.exists(`${dir}/dist/command.json`));
}

const answers = ({ commands }: PackageManifest, word: string): boolean =>
  commands.some(({ name }) => name.split(' ')[0] === word);

/** The one third-party package that answers a word. Two are a `Failure` (exit 127) that names both. */
export async function findThirdParty(
  word: string,
  cwd: string,
): Promise<InstalledPackage | undefined> {
  const packages = await Promise.all((await thirdPartyDirectories(cwd)).map(readManifest));
  const found = packages.filter((one) => answers(one, word));
  if (found.length < 2) return found[0];
  throw new Failure(`several packages offer the command "${word}":`, {
    code: 'E0021',
    exit: EXIT.notFound,
    details: found.map(({ dir, package: name }) => `- ${name}  ${dir}`),
    hint: 'remove all but one of them from package.json',
  });
}
