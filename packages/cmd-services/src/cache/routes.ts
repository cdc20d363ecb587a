// A compiled registry as decisions use it.
import type { Model } from '../classifier/train-model.ts';
import { storedModel } from '../classifier/stored.ts';
import type { ReadRule } from '../decision/rule-index.ts';
import type { Org, Registry, Rule, Service } from '../registry/types.ts';
import type { Head, OrgHead } from './compile.ts';
import { find, type KeyTable } from './key-table.ts';
import { type Records, storedRecords } from './records.ts';
import { type Unpacked, unpack } from './sections.ts';

export interface Routes {
  /** Path of the registry file, or a name for what came from elsewhere. */
  source: string;
  head: Head;
  services: Records<Service>;
  /** In the order in which they are asked. */
  rules: Records<ReadRule>;
  keys: KeyTable;
  /** Read when it is first needed. */
  model: () => Model;
  /** The whole registry but for the examples, for those who list it. */
  registry: () => Registry;
}

type Parts = Pick<Routes, 'source' | 'head' | 'services' | 'rules'>;

function orgOf(head: OrgHead, services: Records<Service>): Org {
  const { first, count } = head;
  const { code, name, description, defaultService, rateLimit } = head;
  const indexes = Array.from({ length: count }, (__, i) => first + i);
  return {
    code,
    name,
    ...(description === undefined ? {} : { description }),
    ...(defaultService === undefined ? {} : { defaultService }),
    ...(rateLimit ? { rateLimit } : {}),
    services: indexes.map((index) => services.at(index)),
  };
}

function registryOf({ source, head, services, rules }: Parts): Registry {
  const { hash, defaults, webhooks, orgs } = head;
  const inFile: Rule[] = Array.from({ length: rules.length }, (_, i) => rules.at(i).rule);
  return {
    source,
    hash,
    orgs: orgs.map((org) => orgOf(org, services)),
    rules: inFile.sort((a, b) => a.index - b.index),
    defaults,
    ...(webhooks ? { webhooks } : {}),
  };
}

function routesOf(from: Unpacked, source: string): Routes {
  const head = JSON.parse(new TextDecoder().decode(from.bytes('head'))) as Head;
  const services = storedRecords<Service>(from, 'services');
  const rules = storedRecords<ReadRule>(from, 'rules');
  const keys = {
    hashes: from.u32('keys.hashes'),
    starts: from.u32('keys.starts'),
    numbers: from.u32('keys.numbers'),
  };
  let model: Model | undefined;
  let registry: Registry | undefined;
  return {
    source,
    head,
    services,
    rules,
    keys,
    model: () =>
      (model ??= storedModel(from, { orgs: head.orgs.length, services: services.length })),
    registry: () => (registry ??= registryOf({ source, head, services, rules })),
  };
}

/** Opens what `compile` made. Throws `Unusable` for anything else. */
export const openRoutes = (bytes: Uint8Array, source: string): Routes =>
  routesOf(unpack(bytes), source);

const numbersOf = (keys: KeyTable, key: string): number[] => [...find(keys, key.toLowerCase())];

/** The services of a name, in any org, whatever the case. */
export const servicesNamed = ({ keys, services }: Routes, name: string): Service[] =>
  numbersOf(keys, `name ${name}`)
    .map((index) => services.at(index))
    .filter((service) => service.name.toLowerCase() === name.toLowerCase());

/** The orgs of a code, whatever the case: more than one only where their codes differ in nothing else. */
export const orgsNamed = ({ keys, head }: Routes, code: string): OrgHead[] =>
  numbersOf(keys, `org ${code}`)
    .map((index) => head.orgs[index])
    .filter((org) => org !== undefined)
    .filter((org) => org.code.toLowerCase() === code.toLowerCase());

/** The services with an endpoint at a path. */
export const servicesAt = ({ keys, services }: Routes, path: string): Service[] =>
  numbersOf(keys, `path ${path}`).map((index) => services.at(index));

/** The services of an org, each read. */
export const servicesOf = ({ services }: Routes, { first, count }: OrgHead): Service[] =>
  Array.from({ length: count }, (_, i) => services.at(first + i));
