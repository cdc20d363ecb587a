// What a registry gives to learn from: names, descriptions, examples, and where there are few, what its categories are called.
import { categoryOfOrg } from '../decision/category.ts';
import { foldedWords, holdsPhrase } from '../decision/words.ts';
import type { Org, Registry, Service } from '../registry/types.ts';
import aliases from './aliases.json';

/** What a text can mean: a service, or behind them all an org without saying which of its services. */
export interface Classes {
  /** How many are services: class `i` is service `i` of the registry. */
  services: number;
  /** Index of the org of each class among the orgs of the registry. */
  orgOf: Uint32Array;
  orgs: number;
}

export interface Text {
  text: string;
  /** Index among the classes; -1 for what no service should answer. */
  label: number;
  /** Said by a person, not made from a name. Only these can tell how good the classifier is. */
  isExample: boolean;
}

export interface Corpus {
  classes: Classes;
  texts: Text[];
}

/** With as many examples per service on average an org needs no help from names. */
const ENOUGH = 5;

const hasEnough = ({ services }: Org): boolean =>
  services.reduce((sum, { examples }) => sum + examples.length, 0) >= ENOUGH * services.length;

const spoken = (name: string): string =>
  name.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').replace(/[-_.]+/g, ' ');

/** What a shortened name stands for. */
const inFull = (name: string): string | undefined =>
  (aliases as Record<string, string | undefined>)[name.toLowerCase()];

/** The names of a service, each as the words that a phrase must hold. */
const namesOf = ({ name }: Service): string[][] =>
  [spoken(name), inFull(name)].filter((one) => one !== undefined).map(foldedWords);

/** Collects texts; each class is opened before its first text. */
class Collector {
  /** The org of each class. */
  readonly orgOf: number[] = [];
  readonly texts: Text[] = [];

  add(label: number, text: string | undefined, isExample = false): void {
    if (text !== undefined && text.trim() !== '') this.texts.push({ text, label, isExample });
  }

  open(org: number): number {
    return this.orgOf.push(org) - 1;
  }
}

function addService(into: Collector, label: number, service: Service): void {
  into.add(label, spoken(service.name));
  into.add(label, inFull(service.name));
  into.add(label, service.description);
  for (const example of service.examples) into.add(label, example, true);
}

/** Phrases of the org's category go to the service that they name, or to the org. */
function addOrg(
  into: Collector,
  org: Org,
  { index, first }: { index: number; first: number },
): void {
  const label = into.open(index);
  into.add(label, spoken(org.name));
  into.add(label, org.description);
  const names = org.services.map(namesOf);
  for (const phrase of categoryOfOrg(org)?.phrases ?? []) {
    const words = foldedWords(phrase);
    const named = names.findIndex((some) => some.some((name) => holdsPhrase(words, name)));
    into.add(named === -1 ? label : first + named, phrase);
  }
}

/** Everything that a registry and a list of refusals teach. */
export function corpusOf({ orgs }: Registry, refusals: string[] = []): Corpus {
  const into = new Collector();
  const firsts: number[] = [];
  orgs.forEach(({ services }, org) => {
    firsts.push(into.orgOf.length);
    for (const service of services) addService(into, into.open(org), service);
  });
  const services = into.orgOf.length;
  orgs.forEach((org, index) => {
    if (!hasEnough(org)) addOrg(into, org, { index, first: firsts[index] ?? 0 });
  });
  for (const text of refusals) into.add(-1, text, true);
  const orgOf = Uint32Array.from(into.orgOf);
  return { classes: { services, orgOf, orgs: orgs.length }, texts: into.texts };
}
