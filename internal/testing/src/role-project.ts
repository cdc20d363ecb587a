// Projects with role packages in node_modules.
import { type Files, makeRepo, type Repo } from './repo.ts';

const prefixed = (lead: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [`${lead}/${path}`, content]));

/** Each package (its npm name, and its files besides package.json) in node_modules, and listed in package.json. */
export function makeProject(packages: Record<string, Files>, more: Files = {}): Repo {
  const names = Object.keys(packages);
  const installed = names.map((name) => {
    const files = { 'package.json': JSON.stringify({ name, version: '1.0.0' }), ...packages[name] };
    return prefixed(`node_modules/${name}`, files);
  });
  const devDependencies = Object.fromEntries(names.map((name) => [name, '1.0.0']));
  return makeRepo({
    'package.json': JSON.stringify({ devDependencies }),
    ...(Object.assign({}, ...installed) as Files),
    ...more,
  });
}
