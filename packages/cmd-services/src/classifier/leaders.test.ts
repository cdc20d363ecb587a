// What is found without looking at every class is what looking at all of them finds.
import { expect, test } from 'vitest';
import { orgScores } from './evidence.ts';
import { BUCKETS } from './features.ts';
import { leadersOf, leadersOfAll, topOf } from './leaders.ts';
import { rankClasses } from './ranks.ts';
import { generator } from './svm.ts';
import { touchedBy } from './touched.ts';

/** Scores from few values, so that many are equal; sparse weights, some of them negative. */
function drawn(seed: number) {
  const random = generator(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const orgs = 1 + below(6);
  const services = below(40);
  const wholes = below(2) === 0 ? 0 : orgs;
  const total = services + wholes;
  const orgOf = Uint32Array.from({ length: total }, (_, cls) =>
    cls < services ? Math.floor((cls * orgs) / services) : cls - services,
  );
  const thresholds = Float32Array.from({ length: total }, () => below(4) / 4 - 1);
  const starts = new Uint32Array(BUCKETS + 1);
  const classes: number[] = [];
  for (let bucket = 0; bucket < 20; bucket += 1) {
    for (let cls = 0; cls < total; cls += 1) if (below(6) === 0) classes.push(cls);
    starts.fill(classes.length, bucket + 1);
  }
  const values = Int8Array.from(classes, () => below(9) - 4);
  const scales = new Float32Array(total).fill(0.25);
  const weights = { starts, classes: Uint8Array.from(classes), values, scales, thresholds };
  const rarity = new Uint8Array(BUCKETS).fill(16);
  const features = {
    words: Array.from({ length: below(4) }, () => below(20)),
    pieces: Array.from({ length: below(6) }, () => below(20)),
  };
  return { orgs, services, orgOf, thresholds, weights, rarity, features };
}

test.each(Array.from({ length: 300 }, (_, seed) => seed + 1))('drawing %i', (seed) => {
  const { orgs, services, orgOf, thresholds, weights, rarity, features } = drawn(seed);
  const ranks = rankClasses({ services, orgOf, orgs }, thresholds);
  const touched = touchedBy(features, { weights, rarity });
  const found = leadersOf(touched, { ranks, thresholds, services, orgOf, most: 5 });
  const scores = Float32Array.from(thresholds, (_, cls) => touched.scoreOf(cls));
  const byOrg = orgScores(scores, orgOf, orgs);
  expect(found).toEqual({
    ...leadersOfAll({ scores, byOrg, services, thresholds }),
    services: topOf(scores.subarray(0, services), 5),
    orgs: topOf(byOrg, 5),
  });
});
