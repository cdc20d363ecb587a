// Fits what is believed of a registry with a handful of examples: the constants of src/classifier/calibrate.ts.
// Registries of 5 to 40 services with 0 to 5 examples each are drawn from the training part of CLINC150, and judged on
// the rest of it; queries of services that were not drawn, and its out-of-scope queries, are for nobody.
import { domains, refusals, train } from './clinc.ts';
import { judge, type Judgement } from '../src/classifier/calibrate.ts';
import { evidenceIn } from '../src/classifier/classify.ts';
import { corpusOf } from '../src/classifier/corpus.ts';
import { wordsOf } from '../src/classifier/features.ts';
import { type Case, fitLogistic } from '../src/classifier/logistic.ts';
import { generator } from '../src/classifier/svm.ts';
import { trainModel } from '../src/classifier/train-model.ts';
import { registryOf, type Sketch } from '../src/testing/registries.fixture.ts';

const random = generator(7);
const pick = <T>(from: readonly T[], count: number): T[] => {
  const left = [...from];
  return Array.from(
    { length: Math.min(count, left.length) },
    () => left.splice(Math.floor(random() * left.length), 1)[0] as T,
  );
};

const texts = new Map<string, string[]>();
for (const [text, intent] of train) texts.set(intent, [...(texts.get(intent) ?? []), text]);
const orgOf = new Map(
  Object.entries(domains).flatMap(([org, names]) => names.map((name) => [name, org])),
);

/** What a registry with so many services and examples says of texts that it has not seen. */
function simulate(services: number, examples: number): Judgement[] {
  const chosen = pick([...texts.keys()], services);
  const orgs: Sketch['orgs'] = {};
  const asked: { text: string; service: string | null }[] = [];
  for (const name of chosen) {
    const drawn = pick(texts.get(name) ?? [], examples + 4);
    const org = (orgs[orgOf.get(name) ?? ''] ??= { services: {} });
    org.services[name] = { examples: drawn.slice(0, examples) };
    asked.push(...drawn.slice(examples).map((text) => ({ text, service: name })));
  }
  const strangers = [...texts.keys()].filter((name) => !chosen.includes(name));
  for (const name of pick(strangers, services))
    asked.push({ text: pick(texts.get(name) ?? [], 1)[0] ?? '', service: null });
  for (const text of pick(refusals, services)) asked.push({ text, service: null });
  const registry = registryOf({ orgs });
  const model = trainModel(corpusOf(registry));
  const names = registry.orgs.flatMap((org) => org.services.map(({ name }) => name));
  return asked.map(({ text, service }) => {
    const words = wordsOf(text);
    const label = service === null ? -1 : names.indexOf(service);
    const { evidence } = evidenceIn(words, model, 2);
    return judge(evidence, { label, org: model.classes.orgOf[label] ?? -1 });
  });
}

const judged: Judgement[] = [];
for (let round = 0; round < 6; round += 1)
  for (const services of [5, 15, 40])
    for (const examples of [0, 1, 2, 3, 5]) judged.push(...simulate(services, examples));

const inside = judged.filter(({ label }) => label !== -1);
/** A higher score, a wider margin and more known words never make a service less likely. */
const flat = { centre: [0, 1, 3, 0.5] as const, strength: 100 };
const show = (name: string, cases: Case[]): void =>
  console.log(
    name,
    JSON.stringify(fitLogistic(cases, flat).map((value) => Number(value.toFixed(2)))),
  );
console.log(
  `${judged.length} cases, of ${inside.length} for a service ${inside.filter((one) => one.isServiceRight).length} right`,
);
show(
  'service',
  inside.map(({ service, isServiceRight }) => ({
    evidence: service,
    isTrue: isServiceRight,
    weight: 1,
  })),
);
show(
  'org',
  inside.map(({ org, isOrgRight }) => ({ evidence: org, isTrue: isOrgRight, weight: 1 })),
);
show(
  'inScope',
  judged.map(({ any, label }) => ({ evidence: any, isTrue: label !== -1, weight: 1 })),
);
