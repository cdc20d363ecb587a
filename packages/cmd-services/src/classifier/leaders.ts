// The services and orgs with the highest scores, without looking at those that a text says nothing of.
/* eslint-disable @typescript-eslint/prefer-for-of -- walking over a typed array by its iterator takes Bun several times as long */
import type { Ranks } from './ranks.ts';
import type { Touched } from './touched.ts';
import type { Ranked } from './types.ts';

export interface Leaders {
  /** By score, best first; equal ones in the order of the registry. */
  services: Ranked[];
  /** The same of orgs, whose score is that of the best of their classes. */
  orgs: Ranked[];
  /** The best score of a class that is an org as a whole; -Infinity without one. */
  whole: number;
  /** How much the text speaks for any class, before what is believed of every text; at least 0. */
  gain: number;
}

const goesBefore = (a: Ranked, b: Ranked | undefined): boolean =>
  b === undefined || a.score > b.score || (a.score === b.score && a.index < b.index);

/** False for one that is not among the best. */
function insert(best: Ranked[], one: Ranked, most: number): boolean {
  if (best.length === most && !goesBefore(one, best[most - 1])) return false;
  let place = best.length;
  while (place > 0 && goesBefore(one, best[place - 1])) place -= 1;
  best.splice(place, 0, one);
  if (best.length > most) best.pop();
  return true;
}

/** The best of some scores. */
export function topOf(scores: Float32Array, most: number): Ranked[] {
  const best: Ranked[] = [];
  let least = -Infinity;
  for (let index = 0; index < scores.length; index += 1) {
    const score = scores[index] ?? -Infinity;
    if (score <= least) continue;
    insert(best, { index, score }, most);
    if (best.length === most) least = best[most - 1]?.score ?? least;
  }
  return best;
}

export interface Scores {
  /** Of each class, those of services first. */
  scores: Float32Array;
  byOrg: Float32Array;
  /** How many classes are services. */
  services: number;
  /** Score of each class for a text without features. */
  thresholds: Float32Array;
}

/** By the scores of all classes, where they are known anyway. */
export function leadersOfAll({ scores, byOrg, services, thresholds }: Scores): Leaders {
  const wholes = scores.subarray(services);
  return {
    services: topOf(scores.subarray(0, services), 2),
    orgs: topOf(byOrg, 2),
    whole: wholes.reduce((most, score) => Math.max(most, score), -Infinity),
    gain: scores.reduce((most, score, cls) => Math.max(most, score - (thresholds[cls] ?? 0)), 0),
  };
}

interface Asked {
  ranks: Ranks;
  thresholds: Float32Array;
  /** How many classes are services. */
  services: number;
  orgOf: Uint32Array;
  most: number;
}

/** Those that are not touched, from the first on, as long as they are among the best. */
function fill(
  best: Ranked[],
  {
    order,
    isTouched,
    scoreOf,
    most,
  }: {
    order: Uint32Array;
    isTouched: (index: number) => boolean;
    scoreOf: (index: number) => number;
    most: number;
  },
): void {
  for (let at = 0; at < order.length; at += 1) {
    const index = order[at] ?? 0;
    if (!isTouched(index) && !insert(best, { index, score: scoreOf(index) }, most)) return;
  }
}

function bestServices({ classes, ...touched }: Touched, asked: Asked): Ranked[] {
  const best: Ranked[] = [];
  const { most } = asked;
  for (let i = 0; i < classes.length; i += 1) {
    const index = classes[i] ?? 0;
    if (index >= asked.services) continue;
    const score = touched.scoreOf(index);
    if (best.length < most || score >= (best[most - 1]?.score ?? 0))
      insert(best, { index, score }, most);
  }
  fill(best, { ...touched, order: asked.ranks.services, most });
  return best;
}

function bestWhole({ classes, isTouched, scoreOf }: Touched, { ranks, services }: Asked): number {
  let best = -Infinity;
  for (let i = 0; i < classes.length; i += 1) {
    const cls = classes[i] ?? 0;
    if (cls >= services) best = Math.max(best, scoreOf(cls));
  }
  const other = ranks.wholes.find((cls) => !isTouched(cls));
  return other === undefined ? best : Math.max(best, scoreOf(other));
}

/** The best untouched class of an org. */
function restOf(org: number, { isTouched, scoreOf }: Touched, { ranks }: Asked): number {
  const end = ranks.orgStarts[org + 1] ?? 0;
  for (let at = ranks.orgStarts[org] ?? 0; at < end; at += 1) {
    const cls = ranks.ofOrgs[at] ?? 0;
    if (!isTouched(cls)) return scoreOf(cls);
  }
  return -Infinity;
}

/** Memory that every text uses again. */
let orgRoom = new Float32Array(0);

/** The best touched class of each org; -Infinity for an org without one. */
function touchedOrgs({ classes, scoreOf }: Touched, { orgOf, ranks }: Asked): Float32Array {
  const orgs = ranks.orgStarts.length - 1;
  if (orgRoom.length < orgs) orgRoom = new Float32Array(orgs);
  const scores = orgRoom.fill(-Infinity);
  for (let i = 0; i < classes.length; i += 1) {
    const cls = classes[i] ?? 0;
    const org = orgOf[cls] ?? 0;
    const score = scoreOf(cls);
    if (score > (scores[org] ?? 0)) scores[org] = score;
  }
  return scores;
}

function bestOrgs(touched: Touched, asked: Asked): Ranked[] {
  const { ranks, thresholds, most } = asked;
  const scores = touchedOrgs(touched, asked);
  const best: Ranked[] = [];
  /** What an org has by its first class, if a text says nothing of that. */
  const usual = (org: number): number =>
    thresholds[ranks.ofOrgs[ranks.orgStarts[org] ?? 0] ?? 0] ?? 0;
  for (let index = 0; index < ranks.orgStarts.length - 1; index += 1) {
    const score = scores[index] ?? -Infinity;
    if (score === -Infinity) continue;
    // Mostly it is not among the best by what it could have either.
    const least = best.length < most ? -Infinity : (best[most - 1]?.score ?? -Infinity);
    if (score < least && usual(index) < least) continue;
    insert(best, { index, score: Math.max(score, restOf(index, touched, asked)) }, most);
  }
  const isTouched = (org: number): boolean => scores[org] !== -Infinity;
  fill(best, { order: ranks.orgs, isTouched, scoreOf: usual, most });
  return best;
}

function bestGain({ classes, scoreOf }: Touched, { thresholds }: Asked): number {
  let most = 0;
  for (let i = 0; i < classes.length; i += 1) {
    const cls = classes[i] ?? 0;
    most = Math.max(most, scoreOf(cls) - (thresholds[cls] ?? 0));
  }
  return most;
}

/** The same by what a text touches. `most` is at least 2. */
export const leadersOf = (touched: Touched, asked: Asked): Leaders => ({
  services: bestServices(touched, asked),
  orgs: bestOrgs(touched, asked),
  whole: bestWhole(touched, asked),
  gain: bestGain(touched, asked),
});
