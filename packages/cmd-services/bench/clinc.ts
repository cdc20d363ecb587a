// CLINC150 as a registry: a domain is an org, an intent a service.
import { readFileSync } from 'node:fs';
import { registryOf, type Sketch } from '../src/testing/registries.fixture.ts';
import type { Registry } from '../src/registry/types.ts';

type Pair = [text: string, intent: string];

interface Data {
  train: Pair[];
  val: Pair[];
  oos_train: (string | Pair)[];
  oos_val: (string | Pair)[];
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));

const data = read('clinc150-train-val.json') as Data;
export const domains = read('clinc150-domains.json') as Record<string, string[]>;

const orgOf = new Map(
  Object.entries(domains).flatMap(([org, intents]) => intents.map((intent) => [intent, org])),
);

const textOf = (one: string | Pair): string => (typeof one === 'string' ? one : one[0]);

export const train = data.train;
export const refusals = data.oos_train.map(textOf);

/** The examples of an intent, evenly spread over all of it: its neighbours in the file are much alike. */
function spread(texts: string[], most: number): string[] {
  const stride = Math.max(1, texts.length / most);
  return texts
    .filter((_, i) => Math.floor(i / stride) !== Math.floor((i - 1) / stride))
    .slice(0, most);
}

export interface ClincOptions {
  /** Examples per service. */
  few?: number;
  /** Intents that are services; all unless given. */
  intents?: Set<string>;
}

/** A registry of the training part. */
export function clincRegistry({ few = Infinity, intents }: ClincOptions = {}): Registry {
  const texts = new Map<string, string[]>();
  for (const [text, intent] of train) texts.set(intent, [...(texts.get(intent) ?? []), text]);
  const orgs: Sketch['orgs'] = {};
  for (const [org, names] of Object.entries(domains)) {
    const kept = names.filter((name) => intents?.has(name) ?? true);
    if (kept.length === 0) continue;
    const services = kept.map((name) => [name, { examples: spread(texts.get(name) ?? [], few) }]);
    orgs[org] = { services: Object.fromEntries(services) as Sketch['orgs'][string]['services'] };
  }
  const registry = registryOf({ orgs });
  return { ...registry, hash: `clinc-${few}-${intents?.size ?? 'all'}`, source: '/clinc.yaml' };
}

const lineOf = ([query, service]: Pair): object => ({ query, org: orgOf.get(service), service });

/** The part to judge by, as `routes eval` reads it. */
export const evalLines = (most = Infinity): string =>
  [
    ...data.val
      .filter((_, i) => i % Math.ceil(data.val.length / Math.min(most, data.val.length)) === 0)
      .map(lineOf),
    ...data.oos_val.map((one) => ({ query: textOf(one), org: null, service: null })),
  ]
    .map((line) => JSON.stringify(line))
    .join('\n');
