// A model as sections of the compiled registry, used where they lie.
import type { Sections, Unpacked } from '../cache/sections.ts';
import type { Calibration } from './calibrate.ts';
import type { Coefficients } from './logistic.ts';
import type { Classes } from './corpus.ts';
import type { Model } from './train-model.ts';
import { MANY_CLASSES } from './weights.ts';

const KINDS = ['service', 'org', 'inScope'] as const;

export function modelSections({
  classes,
  rarity,
  weights,
  ranks,
  vocabulary,
  calibration,
}: Model): Sections {
  const { starts, classes: ofEntries, values, scales, thresholds } = weights;
  return {
    'class.orgs': classes.orgOf,
    rarity,
    'weight.starts': starts,
    'weight.classes': ofEntries,
    'weight.values': values,
    'weight.scales': scales,
    'weight.thresholds': thresholds,
    'rank.services': ranks.services,
    'rank.wholes': ranks.wholes,
    'rank.orgs': ranks.orgs,
    'rank.starts': ranks.orgStarts,
    'rank.ofOrgs': ranks.ofOrgs,
    vocabulary,
    calibration: Float32Array.from([
      ...KINDS.flatMap((kind) => calibration[kind]),
      calibration.cases,
    ]),
  };
}

function calibrationOf(numbers: Float32Array): Calibration {
  const [service, org, inScope] = KINDS.map((_, i): Coefficients => {
    const [constant = 0, score = 0, margin = 0, known = 0] = numbers.subarray(4 * i);
    return [constant, score, margin, known];
  });
  if (!service || !org || !inScope) throw new Error('a calibration has three parts');
  return { service, org, inScope, cases: numbers[4 * KINDS.length] ?? 0 };
}

/** How many orgs and services there are is the registry's to say. */
export function storedModel(from: Unpacked, { orgs, services }: Omit<Classes, 'orgOf'>): Model {
  const orgOf = from.u32('class.orgs');
  return {
    classes: { orgs, services, orgOf },
    rarity: from.bytes('rarity'),
    weights: {
      starts: from.u32('weight.starts'),
      classes:
        orgOf.length <= MANY_CLASSES ? from.bytes('weight.classes') : from.u16('weight.classes'),
      values: from.i8('weight.values'),
      scales: from.f32('weight.scales'),
      thresholds: from.f32('weight.thresholds'),
    },
    ranks: {
      services: from.u32('rank.services'),
      wholes: from.u32('rank.wholes'),
      orgs: from.u32('rank.orgs'),
      orgStarts: from.u32('rank.starts'),
      ofOrgs: from.u32('rank.ofOrgs'),
    },
    vocabulary: from.u32('vocabulary'),
    calibration: calibrationOf(from.f32('calibration')),
  };
}
