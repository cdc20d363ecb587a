// A model as sections of the compiled registry, used where they lie.
import type { Sections, Unpacked } from '../cache/sections.ts';
import type { Calibration } from './calibrate.ts';
import type { Coefficients } from './logistic.ts';
import type { Model } from './train-model.ts';

const KINDS = ['service', 'org', 'inScope'] as const;

/** An org stands for itself where no service is named. */
const NONE = 0xffffffff;

export function modelSections({
  classes,
  rarity,
  weights,
  vocabulary,
  calibration,
}: Model): Sections {
  const { starts, classes: ofEntries, values, scales, thresholds } = weights;
  return {
    'class.orgs': Uint32Array.from(classes, ({ org }) => org),
    'class.services': Uint32Array.from(classes, ({ service }) => (service === -1 ? NONE : service)),
    rarity,
    'weight.starts': starts,
    'weight.classes': ofEntries,
    'weight.values': values,
    'weight.scales': scales,
    'weight.thresholds': thresholds,
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

/** The number of orgs is the registry's. */
export function storedModel(from: Unpacked, orgs: number): Model {
  const services = from.u32('class.services');
  const classes = Array.from(from.u32('class.orgs'), (org, i) => {
    const service = services[i] ?? NONE;
    return { org, service: service === NONE ? -1 : service };
  });
  return {
    classes,
    orgs,
    rarity: from.bytes('rarity'),
    weights: {
      starts: from.u32('weight.starts'),
      classes: classes.length <= 256 ? from.bytes('weight.classes') : from.u16('weight.classes'),
      values: from.i8('weight.values'),
      scales: from.f32('weight.scales'),
      thresholds: from.f32('weight.thresholds'),
    },
    vocabulary: from.u32('vocabulary'),
    calibration: calibrationOf(from.f32('calibration')),
  };
}
