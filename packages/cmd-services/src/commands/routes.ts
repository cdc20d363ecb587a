// routes: the orgs and services of the registry.
import { type Call, type Outcome, printable, treeLines } from '@rhachet/kit';
import { cachedRoutes } from '../cache/cached.ts';
import { listRoutes, orgNamed, type Route } from '../dispatch/routes.ts';
import type { Org, Registry } from '../registry/types.ts';
import { Notes } from './notes.ts';
import { loadFrom, readRegistryFile, type RegistryOptions } from './open.ts';

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

function rowText({ service, endpoints, default: isDefault, description }: Route): string {
  const where = endpoints.map(({ url }) => url).join(', ') || '(no endpoint)';
  const mark = isDefault ? ' (default)' : '';
  const why = description === undefined ? '' : `  # ${description}`;
  return printable(`${service}${mark} → ${where}${why}`);
}

const orgText = ({ code, name }: Org): string =>
  printable(name === code ? code : `${code} (${name})`);

interface Listing {
  /** Only this org. */
  org?: string | undefined;
  json: boolean;
  notes: Notes;
}

/** Throws a `Failure` (exit 127) for an org that is not there. */
export function routesOutcome(registry: Registry, { org: code, json, notes }: Listing): Outcome {
  const orgs = code === undefined ? registry.orgs : [orgNamed(registry, code)];
  const routes = listRoutes({ ...registry, orgs });
  const note = notes.take();
  if (json) return { note, print: `${JSON.stringify({ registry: registry.source, routes })}\n` };
  const trees = orgs.map((org) => ({
    label: orgText(org),
    children: routes
      .filter((route) => route.org === org.code)
      .map((route) => ({ label: rowText(route) })),
  }));
  const head = `${counted(orgs.length, 'org')}, ${counted(routes.length, 'service')} in ${printable(registry.source)}`;
  return { note, print: `${[head, ...treeLines(trees)].join('\n')}\n` };
}

/** `routes`. */
export async function showRoutes({
  options,
  json,
  launch,
}: Pick<Call, 'json' | 'launch'> & {
  options: RegistryOptions & { org?: string };
}): Promise<Outcome> {
  const notes = new Notes({ json, launch });
  const file = await readRegistryFile(options.registry);
  const registry = cachedRoutes(file)?.registry() ?? loadFrom(file, notes);
  return routesOutcome(registry, { org: options.org, json, notes });
}
