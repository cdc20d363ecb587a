// Which role of which package a specifier means: `role`, or `repo/role`.
import { EXIT, Failure, nearest, usage } from '@rhachet/kit';
import type { RoleChoice, RolePackage } from './types.ts';

export interface Specifier {
  repo?: string;
  role: string;
}

/** Throws a `Failure` (exit 64) for anything but `role` and `repo/role`. */
export function parseSpecifier(text: string): Specifier {
  const [first = '', second, ...more] = text.split('/');
  if (more.length > 0 || first === '' || second === '')
    throw usage(`"${text}" names no role`, 'write it as role, or as repo/role');
  return second === undefined ? { role: first } : { repo: first, role: second };
}

const qualified = ({ package: { manifest }, role }: RoleChoice): string =>
  `${manifest.slug}/${role.slug}`;

function notFound(message: string, wanted: Specifier, known: RoleChoice[]): Failure {
  const names = known.map(qualified);
  const [close] =
    wanted.repo === undefined
      ? nearest(
          wanted.role,
          known.map(({ role }) => role.slug),
          1,
        )
      : nearest(`${wanted.repo}/${wanted.role}`, names, 1);
  return new Failure(message, {
    code: 'NO_ROLE',
    exit: EXIT.notFound,
    details: names.length === 0 ? [] : ['available roles:', ...names.map((name) => `- ${name}`)],
    hint:
      close === undefined
        ? 'the roles of an installed package are in its rhachet.repo.yml'
        : `did you mean "${close}"?`,
  });
}

function ambiguous(role: string, found: RoleChoice[]): Failure {
  const names = [...new Set(found.map(qualified))];
  const hint =
    names.length > 1
      ? `use qualified specifier: ${names.join(' or ')}`
      : `these packages give their repo the same name: remove one of them from package.json`;
  return new Failure(`role "${role}" is ambiguous — found in multiple manifests`, {
    code: 'AMBIGUOUS_ROLE',
    exit: EXIT.notFound,
    details: found.map((one) => `- ${qualified(one)}  ${one.package.name}`),
    hint,
  });
}

const rolesOf = (packages: RolePackage[]): RoleChoice[] =>
  packages.flatMap((one) => one.manifest.roles.map((role) => ({ package: one, role })));

/**
 * The one role that a specifier means. Throws a `Failure`: 127 when there is none or there are several,
 * 64 when the specifier is written wrongly.
 */
export function chooseRole(packages: RolePackage[], specifier: string): RoleChoice {
  const wanted = parseSpecifier(specifier);
  const { repo, role } = wanted;
  const all = rolesOf(packages);
  const inRepo = all.filter((one) => repo === undefined || one.package.manifest.slug === repo);
  const found = inRepo.filter((one) => one.role.slug === role);
  const [only] = found;
  if (only && found.length === 1) return only;
  if (found.length > 1) throw ambiguous(role, found);
  if (repo === undefined) throw notFound(`role "${role}" not found`, wanted, all);
  if (packages.some(({ manifest }) => manifest.slug === repo))
    throw notFound(`role "${role}" not found in manifest "${repo}"`, wanted, inRepo);
  throw notFound(`manifest "${repo}" not found`, wanted, all);
}
