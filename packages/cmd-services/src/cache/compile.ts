// Makes the compiled form of a registry: what a decision needs, laid out so that nothing has to be read but what is used.
import { corpusOf } from '../classifier/corpus.ts';
import { modelSections } from '../classifier/stored.ts';
import { type Model, type OnProgress, trainModel } from '../classifier/train-model.ts';
import { categoryOfOrg, categoryOfService } from '../decision/category.ts';
import { readRules } from '../decision/read-rules.ts';
import { indexRules } from '../decision/rule-index.ts';
import type { Defaults, Org, Registry, Service } from '../registry/types.ts';
import { type KeyTable, KeyTableBuilder } from './key-table.ts';
import { recordSections } from './records.ts';
import { pack, type Sections } from './sections.ts';

/** An org without its services, which are records of their own. */
export interface OrgHead extends Omit<Org, 'services'> {
  category?: string;
  /** Index of its first service, and how many it has. */
  first: number;
  count: number;
}

export interface Head {
  hash: string;
  defaults: Defaults;
  webhooks?: Registry['webhooks'];
  orgs: OrgHead[];
  /** Whether any rule is found by pieces of text. */
  hasRegex: boolean;
}

function headOf(org: Org, first: number): OrgHead {
  const { services, ...rest } = org;
  const category = categoryOfOrg(org)?.category;
  return {
    ...rest,
    first,
    count: services.length,
    ...(category === undefined ? {} : { category }),
  };
}

function headsOf(orgs: Org[]): OrgHead[] {
  let first = 0;
  return orgs.map((org) => {
    const head = headOf(org, first);
    first += org.services.length;
    return head;
  });
}

/** As they are stored: with their category, and without the examples, which the model knows. */
function storedServices(org: Org): Service[] {
  const ofOrg = categoryOfOrg(org);
  return org.services.map((service) => {
    const category = categoryOfService(service, ofOrg);
    return { ...service, examples: [], ...(category === undefined ? {} : { category }) };
  });
}

/** Absolute, up to its query. `URL` would cost more than the rest of a service. */
const PATH = /^[a-z]+:\/\/[^/?#]+(\/[^?#]+)/i;

/** The paths of a service's endpoints, as an API call would name them. */
const pathsOf = ({ endpoints }: Service): string[] =>
  endpoints
    .map(({ url }) => PATH.exec(url)?.[1]?.toLowerCase())
    .filter((path) => path !== undefined);

function indexServices(services: Service[], table: KeyTableBuilder): void {
  services.forEach((service, i) => {
    table.add(`name ${service.name.toLowerCase()}`, i);
    table.add(`target ${service.org}.${service.name}`.toLowerCase(), i);
    for (const path of new Set(pathsOf(service))) table.add(`path ${path}`, i);
  });
}

const tableSections = ({ hashes, starts, numbers }: KeyTable): Sections => ({
  'keys.hashes': hashes,
  'keys.starts': starts,
  'keys.numbers': numbers,
});

/** The sections of a registry and a model of it. */
export function compiled(registry: Registry, model: Model): Uint8Array {
  const services = registry.orgs.flatMap(storedServices);
  const rules = readRules(registry.rules);
  const table = new KeyTableBuilder();
  registry.orgs.forEach(({ code }, i) => table.add(`org ${code.toLowerCase()}`, i));
  indexServices(services, table);
  indexRules(rules, table);
  const head: Head = {
    hash: registry.hash,
    defaults: registry.defaults,
    ...(registry.webhooks ? { webhooks: registry.webhooks } : {}),
    orgs: headsOf(registry.orgs),
    hasRegex: rules.some(({ literals }) => literals !== undefined),
  };
  return pack({
    head: new TextEncoder().encode(JSON.stringify(head)),
    ...recordSections('services', services),
    ...recordSections('rules', rules),
    ...tableSections(table.build()),
    ...modelSections(model),
  });
}

export interface CompileOptions {
  /** What no service should answer. */
  refusals?: string[];
  onProgress?: OnProgress;
}

/** Trains and lays out. */
export function compile(
  registry: Registry,
  { refusals, onProgress }: CompileOptions = {},
): Uint8Array {
  return compiled(registry, trainModel(corpusOf(registry, refusals), onProgress));
}
