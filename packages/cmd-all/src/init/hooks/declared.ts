// Which hooks the linked roles declare: in their manifest, or in the JavaScript of their package.
import {
  findRolePackages,
  type OnBrainHooks,
  type Project,
  type RoleManifest,
  type RolePackage,
} from '@rhachet/agent-dir/link';
import { isFailure } from '@rhachet/kit';
import { loadRegistry } from '../../registry/load-registry.ts';
import { linkedIn, type Named } from '../linked.ts';

export interface DeclaredHooks extends Named {
  hooks: OnBrainHooks;
  /** Where the package is: a hook's command may be a path in it. */
  dir: string;
}

export interface DiscoveryError extends Named {
  message: string;
}

export interface Declared {
  roles: DeclaredHooks[];
  errors: DiscoveryError[];
}

const hasHooks = ({ hooks }: { hooks: OnBrainHooks | undefined }): boolean =>
  Object.values(hooks ?? {}).some((list: unknown[]) => list.length > 0);

/** A package is imported once, and only where its manifest says nothing of hooks. */
function registries(): (found: RolePackage) => Promise<RoleManifest[]> {
  const loaded = new Map<string, Promise<RoleManifest[]>>();
  return (found) => {
    const known = loaded.get(found.dir);
    if (known) return known;
    const roles = loadRegistry(found.dir).then((registry) => registry?.roles ?? []);
    loaded.set(found.dir, roles);
    return roles;
  };
}

/** The hooks of every linked role whose package is installed, and the packages that could not be asked. */
export async function findDeclaredHooks({ root, agentRoot }: Project): Promise<Declared> {
  const { packages } = await findRolePackages(root);
  const rolesOf = registries();
  const declared: Declared = { roles: [], errors: [] };
  for (const { repo, role } of linkedIn(agentRoot)) {
    const found = packages.find(
      ({ manifest }) => manifest.slug === repo && manifest.roles.some(({ slug }) => slug === role),
    );
    if (!found) continue;
    try {
      const inManifest = found.manifest.roles.find(({ slug }) => slug === role)?.hooks;
      const inCode = inManifest ?? (await rolesOf(found)).find(({ slug }) => slug === role)?.hooks;
      declared.roles.push({ repo, role, hooks: inCode ?? {}, dir: found.dir });
    } catch (error) {
      if (!isFailure(error)) throw error;
      declared.errors.push({ repo, role, message: error.message });
    }
  }
  return declared;
}

/** Those that have any hook. */
export const withHooks = ({ roles }: Declared): DeclaredHooks[] => roles.filter(hasHooks);
