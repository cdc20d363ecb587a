// The scores of the classes that a text speaks for or against. Every other class has its threshold.
import type { Features } from './features.ts';
import { type Rarity, scaleOf } from './matrix.ts';
import type { Weights } from './weights.ts';

/** Memory that every text uses again: making it anew took half of the time among 10,000 services. */
class Room {
  scores = new Float32Array(0);
  /** In which round a class was touched last. */
  rounds = new Uint32Array(0);
  touched = new Uint32Array(0);
  round = 0;

  begin(classes: number): void {
    this.round += 1;
    if (this.scores.length >= classes && this.round <= 0xffff_ffff) return;
    this.scores = new Float32Array(classes);
    this.rounds = new Uint32Array(classes);
    this.touched = new Uint32Array(classes);
    this.round = 1;
  }
}

const room = new Room();

export interface Touched {
  /** Each class once, in no order. */
  classes: Uint32Array;
  isTouched: (cls: number) => boolean;
  /** Of a touched class, or the threshold of another. */
  scoreOf: (cls: number) => number;
}

interface Block {
  buckets: number[];
  scale: number;
}

/** Adds the weights of some features, all of one scale; `count` classes are touched before, the result after it. */
function add(weights: Weights, { buckets, scale }: Block, count: number): number {
  const { starts, classes, values, scales, thresholds } = weights;
  const { scores, rounds, touched, round } = room;
  let length = count;
  for (const bucket of buckets) {
    const end = starts[bucket + 1] ?? 0;
    for (let at = starts[bucket] ?? 0; at < end; at += 1) {
      const cls = classes[at] ?? 0;
      if (rounds[cls] !== round) {
        rounds[cls] = round;
        scores[cls] = thresholds[cls] ?? 0;
        touched[length] = cls;
        length += 1;
      }
      scores[cls] = (scores[cls] ?? 0) + scale * (values[at] ?? 0) * (scales[cls] ?? 1);
    }
  }
  return length;
}

/** Holds until the next text. */
export function touchedBy(
  { words, pieces }: Features,
  { weights, rarity }: { weights: Weights; rarity: Rarity },
): Touched {
  const { thresholds } = weights;
  room.begin(thresholds.length);
  const some = add(weights, { buckets: words, scale: scaleOf(words, rarity) }, 0);
  const all = add(weights, { buckets: pieces, scale: scaleOf(pieces, rarity) }, some);
  const { scores, rounds, round } = room;
  const isTouched = (cls: number): boolean => rounds[cls] === round;
  return {
    classes: room.touched.subarray(0, all),
    isTouched,
    scoreOf: (cls) => (isTouched(cls) ? scores[cls] : thresholds[cls]) ?? 0,
  };
}
