// From the values of a registry file to the registry: every default filled in, every reference that dangles taken out.
import { danglingOrg, danglingService, isService, type Names, namesOf } from './names.ts';
import type { Source } from './document.ts';
import { Reader } from './reader.ts';
import { readRateLimit, readSettings, DEFAULTS as SETTINGS, type Settings } from './settings.ts';
import { readRules } from './rules.ts';
import { readService } from './service.ts';
import { readWebhooks } from './webhooks.ts';
import type { Defaults, Org, Registry } from './types.ts';

const NAME = /^[^\s.:/\\→]+$/;

function checkName(reader: Reader, key: string, what: string): boolean {
  if (NAME.test(key)) return true;
  const message = `${JSON.stringify(key)} cannot be the name of ${what}: no spaces, dots, colons or slashes`;
  reader.note(key, { level: 'error', code: 'bad-name', message }, 'key');
  return false;
}

function readOrg(reader: Reader, base: Settings): Org {
  const code = String(reader.path.at(-1));
  const description = reader.string('description');
  const named = reader.string('default_service');
  const services = reader.map('services');
  const limit = readRateLimit(reader);
  const found = (services?.keys() ?? [])
    .filter((name) => services && checkName(services, name, 'a service'))
    .map((name) => services?.map(name))
    .filter((one) => one !== undefined)
    .map((one) => readService(one, code, base));
  if (found.length === 0) {
    const message = `org ${code} has no services`;
    reader.note(undefined, { level: 'warning', code: 'no-services', message }, 'key');
  }
  const org: Org = { code, name: reader.string('name') ?? code, services: found, ...limit };
  if (description !== undefined) org.description = description;
  if (named !== undefined) {
    if (found.some(({ name }) => name === named)) org.defaultService = named;
    else danglingService(reader, 'default_service', { org, name: named });
  }
  reader.ignore('code', 'status', 'github', 'primary_node', 'repos');
  reader.done();
  return org;
}

/** `defaults.default_services`, which an org's own `default_service` beats. */
function takeDefaultServices(reader: Reader | undefined, names: Names): void {
  const map = reader?.map('default_services');
  for (const code of map?.keys() ?? []) {
    const name = map?.string(code);
    if (!map || name === undefined) continue;
    const known = names.get(code);
    if (!known) danglingOrg(map, code, { code, names });
    else if (!known.services.has(name)) danglingService(map, code, { org: known.org, name });
    else known.org.defaultService ??= name;
  }
  // What means the org and none of its services goes to the first one that the file names.
  for (const { org } of names.values()) {
    const [first] = org.services;
    if (first && org.defaultService === undefined) org.defaultService = first.name;
  }
}

/** Where a request goes that nothing else takes, where a registry wants that and does not say where. */
const USUAL_FALLBACK = 'AI';

function readDefaults(reader: Reader | undefined, names: Names): Defaults {
  const written = reader?.string('fallback_org');
  const onUnknown = reader?.oneOf('on_unknown', ['fallback', 'refuse']);
  let fallbackOrg = written;
  if (reader && fallbackOrg !== undefined && !names.has(fallbackOrg)) {
    danglingOrg(reader, 'fallback_org', { code: fallbackOrg, names });
    fallbackOrg = undefined;
  } else if (onUnknown === 'fallback' && names.has(USUAL_FALLBACK)) fallbackOrg ??= USUAL_FALLBACK;
  const orgs = [...names.values()].map(({ org }) => org);
  const defaults = orgs.filter((org) => org.defaultService !== undefined);
  return {
    ...(fallbackOrg === undefined ? {} : { fallbackOrg }),
    defaultServices: Object.fromEntries(
      defaults.map((org) => [org.code, org.defaultService ?? '']),
    ),
    minConfidence: reader?.number('min_confidence', { max: 1 }) ?? 0.5,
    onUnknown: onUnknown ?? (fallbackOrg === undefined ? 'refuse' : 'fallback'),
    ...(reader ? readRateLimit(reader) : {}),
  };
}

/** A fallback of a service is a URL or `ORG.service`; one that is neither is taken out. */
function checkFallbacks(orgs: Org[], names: Names, reader: Reader | undefined): void {
  for (const service of orgs.flatMap((org) => org.services)) {
    const { fallback, org, name } = service;
    if (fallback === undefined || isService(names, fallback) || URL.canParse(fallback)) continue;
    delete service.fallback;
    const at = reader?.map(org)?.map('services')?.map(name);
    const message = `the fallback ${fallback} of ${org}.${name} is neither a URL nor a service`;
    at?.note('fallback', { level: 'warning', code: 'dangling-service', message });
  }
}

function checkVersion(reader: Reader): void {
  const version = reader.raw('version');
  if (version === undefined || version === 1) return;
  const message = 'this program reads version 1 of the registry';
  reader.note('version', { level: 'error', code: 'bad-version', message });
}

/** The registry that a file describes. What is wrong is added to the findings of the source. */
export function normalise(source: Source, from: { source: string; hash: string }): Registry {
  const reader = Reader.of(source);
  checkVersion(reader);
  const defaults = reader.map('defaults');
  const settings = defaults ? readSettings(defaults, SETTINGS) : SETTINGS;
  const map = reader.map('orgs');
  const orgs = (map?.keys() ?? [])
    .filter((code) => map && checkName(map, code, 'an org'))
    .map((code) => map?.map(code))
    .filter((one) => one !== undefined)
    .map((one) => readOrg(one, settings));
  if ((map?.keys().length ?? 0) === 0 && (map || reader.raw('orgs') === undefined)) {
    const message = 'it has no orgs, so nothing can be dispatched';
    reader.note(undefined, {
      level: 'error',
      code: 'no-orgs',
      message,
      hint: 'orgs: { CODE: { services: { name: { endpoint: URL } } } }',
    });
  }
  const names = namesOf(orgs);
  takeDefaultServices(defaults, names);
  checkFallbacks(orgs, names, map);
  const registry: Registry = {
    ...from,
    orgs,
    rules: readRules(reader, names),
    defaults: readDefaults(defaults, names),
    ...readWebhooks(reader),
  };
  defaults?.done();
  reader.ignore('orgs', 'edge_api', 'tunnels');
  reader.done();
  return registry;
}
