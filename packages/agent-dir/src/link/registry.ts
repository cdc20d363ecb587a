// A registry as a role package exports it: getRoleRegistry() of its JavaScript.
import { EXIT, Failure } from '@rhachet/kit';
import type { RepoManifest } from './types.ts';

/**
 * The manifest that a registry is; its paths stay as written. `from` names its place in the error.
 * Throws a `Failure` (exit 78) where it has another form.
 */
export async function readRegistry(registry: unknown, from: string): Promise<RepoManifest> {
  const { faultText, toManifest } = await import('./schema.ts');
  const read = toManifest(registry, { own: false });
  if ('manifest' in read) return read.manifest;
  throw new Failure(`${from}: ${faultText(read.fault)}`, {
    code: 'BAD_REGISTRY',
    exit: EXIT.badConfig,
    hint: 'a registry has the form of rhachet.repo.yml, with { uri } for a path',
  });
}
