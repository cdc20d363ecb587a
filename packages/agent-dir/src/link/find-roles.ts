// Where roles come from: rhachet.use.ts, and where there is none the installed packages.
import { resolve } from 'node:path';
import { EXIT, Failure, isFailure } from '@rhachet/kit';
import { chooseRole } from './choose-role.ts';
import { findRolePackages } from './packages.ts';
import type { Project } from './project.ts';
import type { PackageProblem, RoleChoice, RolePackage } from './types.ts';
import { findUseConfig, readUseConfig } from './use-config.ts';

export interface RoleSources {
  /** The config file, where it was asked. */
  config?: string;
  packages: RolePackage[];
  problems: PackageProblem[];
}

/** The sources of a project, with `config` those of that file. Throws a `Failure` where a config file is wrong. */
export async function findRoleSources(
  { root, agentRoot }: Project,
  config?: string,
): Promise<RoleSources> {
  const file = config === undefined ? findUseConfig(root) : resolve(config);
  if (file === undefined) return findRolePackages(root);
  return { config: file, packages: await readUseConfig(file, agentRoot), problems: [] };
}

/** Why a package brings no roles, one line each. */
export const problemLines = (problems: PackageProblem[]): string[] =>
  problems.map(({ package: name, message, broken }) => `- ${name}${broken ? ':' : ''} ${message}`);

function noneAtAll({ config, problems }: RoleSources): Failure {
  if (config !== undefined)
    return new Failure('No registries found in rhachet.use.ts', {
      code: 'NO_REGISTRIES',
      exit: EXIT.badConfig,
      hint: `getRoleRegistries() of ${config} returns an empty list`,
    });
  return new Failure(
    'No role packages found. Ensure rhachet-roles-* packages are installed and have rhachet.repo.yml',
    {
      code: 'NO_ROLE_PACKAGES',
      exit: problems.some(({ broken }) => broken) ? EXIT.badConfig : EXIT.notFound,
      details: problemLines(problems),
      hint: 'npm install --save-dev rhachet-roles-<name>; they are found through package.json at the git root',
    },
  );
}

/** The role that was not found may be in a package whose manifest is wrong: that is the thing to mend. */
function withProblems(error: unknown, problems: PackageProblem[]): unknown {
  if (!isFailure(error) || error.code !== 'NO_ROLE' || problems.length === 0) return error;
  const { message, code, exit, hint, details } = error;
  return new Failure(message, {
    code,
    exit: problems.some(({ broken }) => broken) ? EXIT.badConfig : exit,
    details: [...details, 'packages without roles:', ...problemLines(problems)],
    ...(hint === undefined ? {} : { hint }),
  });
}

/** The one role that a specifier means among the sources. Throws as `chooseRole` does; 78 where nothing is declared. */
export function chooseFrom(sources: RoleSources, specifier: string): RoleChoice {
  if (sources.packages.length === 0) throw noneAtAll(sources);
  try {
    return chooseRole(sources.packages, specifier);
  } catch (error) {
    throw withProblems(error, sources.problems);
  }
}
