// Loads the bundle of a command package into this process.
import { CONTRACT, EXIT, Failure, type PackageDefinition } from '@rhachet/kit';
import { files } from '#files';
import { bundleName } from './find-package.ts';

const isDefinition = (value: unknown): value is PackageDefinition =>
  typeof value === 'object' && value !== null && 'contract' in value && 'commands' in value;

function notACommand(file: string): Failure {
  return new Failure(`${file} is not a rhachet command package`, {
    code: 'NOT_A_COMMAND',
    exit: EXIT.badConfig,
    hint: 'its bundle must export a package definition (definePackage of @rhachet/kit) as default',
  });
}

function otherContract(definition: PackageDefinition): Failure {
  const { package: name, contract } = definition;
  const older = contract < CONTRACT ? name : 'rhachet';
  return new Failure(
    `${name} speaks contract ${contract}, the dispatcher (@rhachet/dispatcher) contract ${CONTRACT}`,
    {
      code: 'CONTRACT',
      exit: EXIT.badConfig,
      hint: `update the older one: npm install ${older}@latest`,
    },
  );
}

/** The bundle of a package: the first of our engine's endings that is there. */
function findBundle(dir: string): string {
  const bundles = files.bundleEndings.map((ending) => `${dir}/dist/${bundleName(dir)}${ending}`);
  const found = bundles.find((bundle) => files.exists(bundle));
  if (found !== undefined) return found;
  throw new Failure(`${bundles.join(' or ')} is missing`, {
    code: 'NO_BUNDLE',
    exit: EXIT.badConfig,
    hint: 'the package was published or copied without its build: install it again',
  });
}

/** The definition that a package exports. Throws a `Failure` (exit 78) when it is none, or of another contract. */
export function loadPackage(dir: string): PackageDefinition {
  const file = findBundle(dir);
  const { default: definition } = files.load(file) as { default?: unknown };
  if (!isDefinition(definition)) throw notACommand(file);
  if (definition.contract !== CONTRACT) throw otherContract(definition);
  return definition;
}
