// A project with role packages in its node_modules, as the tests of init have it.
import { type Files, makeRepo, type Repo } from '@rhachet/testing';

export interface RoleSpec {
  /** YAML lines below the role, e.g. its hooks. */
  more?: string[];
  /** Files of the role. */
  files?: Files;
}

/** The files of a package with these roles. */
export function rolePackage(slug: string, roles: Record<string, RoleSpec>): Files {
  const manifest = [`slug: ${slug}`, 'readme: readme.md', 'roles:'];
  const files: Files = { 'readme.md': `# ${slug}\n` };
  for (const [role, { more = [], files: own = {} }] of Object.entries(roles)) {
    const dir = `roles/${role}`;
    manifest.push(`  - slug: ${role}`, `    readme: ${dir}/readme.md`);
    manifest.push('    briefs:', `      dirs: ${dir}/briefs`, ...more.map((line) => `    ${line}`));
    files[`${dir}/readme.md`] = `# ${role}\n`;
    files[`${dir}/briefs/one.md`] = '# one\n';
    for (const [path, content] of Object.entries(own)) files[`${dir}/${path}`] = content;
  }
  return { ...files, 'rhachet.repo.yml': `${manifest.join('\n')}\n` };
}

/** A git repository whose package.json lists the packages; `json` is the rest of it. */
export function makeProject(packages: Record<string, Files>, json: object = {}): Repo {
  const names = Object.keys(packages);
  const files: Files = {
    'package.json': `${JSON.stringify(
      { ...json, devDependencies: Object.fromEntries(names.map((name) => [name, '1.0.0'])) },
      null,
      2,
    )}\n`,
  };
  for (const [name, own] of Object.entries(packages)) {
    const described = { 'package.json': JSON.stringify({ name, version: '1.0.0' }), ...own };
    for (const [path, content] of Object.entries(described))
      files[`node_modules/${name}/${path}`] = content;
  }
  return makeRepo(files);
}
