// From texts to a model: features, one machine per class, and how far their scores can be trusted.
import { calibrate, type Calibration, judge, type Judgement } from './calibrate.ts';
import type { Classes, Corpus } from './corpus.ts';
import { evidenceOf, orgScores } from './evidence.ts';
import { type Folds, unseenScores } from './cross-validate.ts';
import { featuresOf, wordsOf } from './features.ts';
import { leadersOfAll } from './leaders.ts';
import { matrixOf, type Rarity, rarityOf } from './matrix.ts';
import { rankClasses, type Ranks } from './ranks.ts';
import { rowsToLearnFrom } from './rivals.ts';
import {
  type Problem,
  roomFor,
  squaredLengths,
  touchedBuckets,
  train,
  type Training,
} from './svm.ts';
import { countWords, knownToOthers, vocabularyOf } from './vocabulary.ts';
import { type Sparse, sparse, store, type Weights } from './weights.ts';

/** All that classifying needs. */
export interface Model {
  classes: Classes;
  rarity: Rarity;
  weights: Weights;
  ranks: Ranks;
  vocabulary: Uint32Array;
  calibration: Calibration;
}

export type OnProgress = (done: number, total: number) => void;

const FOLDS = 5;
/** Examples of one class below which leaving one out leaves too little to judge it by. */
const FEWEST = 4;
/** Cases from which a calibration is learnt. */
const ENOUGH_CASES = 100;
/** Scores that are kept for it, 4 bytes each. */
const MOST_SCORES = 4_000_000;

interface Prepared {
  corpus: Corpus;
  words: string[][];
  rarity: Rarity;
  problem: Problem;
}

function prepare(corpus: Corpus): Prepared {
  const words = corpus.texts.map(({ text }) => wordsOf(text));
  const features = words.map(featuresOf);
  const rarity = rarityOf(features);
  const matrix = matrixOf(features, rarity);
  const labels = Int32Array.from(corpus.texts, ({ label }) => label);
  return { corpus, words, rarity, problem: { matrix, lengths: squaredLengths(matrix), labels } };
}

/** The examples of classes that have some, evenly over all where there are more than can be kept. */
function toJudge({ classes, texts }: Corpus): Int32Array {
  const counts = new Map<number, number>();
  for (const { label, isExample } of texts)
    if (isExample) counts.set(label, (counts.get(label) ?? 0) + 1);
  const rows = [...texts.keys()].filter((row) => {
    const text = texts[row];
    return text?.isExample === true && (counts.get(text.label) ?? 0) >= FEWEST;
  });
  if (rows.length < ENOUGH_CASES) return new Int32Array(0);
  const stride = Math.ceil((rows.length * classes.orgOf.length) / MOST_SCORES);
  return Int32Array.from(rows.filter((_, i) => i % stride === 0));
}

/** The examples of a class in turn, so that each fold has its share of every class. */
function foldsOf({ texts, classes }: Corpus): Folds {
  const next = new Uint32Array(classes.orgOf.length + 1);
  const of = Uint8Array.from(texts, ({ label }) => {
    const turn = next[label + 1] ?? 0;
    next[label + 1] = turn + 1;
    return turn % FOLDS;
  });
  return { count: FOLDS, of, judged: toJudge({ texts, classes }) };
}

/** Trains each class; `judged` gets its scores of the texts that it had not seen. */
function trainAll(
  { corpus, problem, rarity }: Prepared,
  folds: Folds,
  onProgress: OnProgress,
): { machines: Sparse[]; unseen: Float32Array[] } {
  const total = corpus.classes.orgOf.length;
  const rowsOf = rowsToLearnFrom(problem, total);
  const room = roomFor(problem);
  const machines: Sparse[] = [];
  const unseen: Float32Array[] = [];
  for (let own = 0; own < total; own += 1) {
    const rows = rowsOf(own);
    const trained: Training = train(problem, { own, rows }, room);
    machines.push(sparse(trained, touchedBuckets(problem, rows, room), rarity));
    if (folds.judged.length > 0) unseen.push(unseenScores(problem, trained, folds));
    onProgress(own + 1, total);
  }
  return { machines, unseen };
}

interface Unseen {
  judged: Int32Array;
  /** Of each class, of the judged rows. */
  scores: Float32Array[];
  thresholds: Float32Array;
}

function judgements({ corpus, words }: Prepared, { judged, ...unseen }: Unseen): Judgement[] {
  const counts = countWords(words);
  const { services, orgOf, orgs } = corpus.classes;
  const { thresholds } = unseen;
  return Array.from(judged, (row, i) => {
    const scores = Float32Array.from(unseen.scores, (of) => of[i] ?? -1);
    const byOrg = orgScores(scores, orgOf, orgs);
    const known = knownToOthers(words[row] ?? [], counts);
    const label = corpus.texts[row]?.label ?? -1;
    const leaders = leadersOfAll({ scores, byOrg, services, thresholds });
    return judge(evidenceOf(leaders, known), { label, org: orgOf[label] ?? -1 });
  });
}

/** Deterministic: the same corpus gives the same model. */
export function trainModel(corpus: Corpus, onProgress: OnProgress = () => undefined): Model {
  const prepared = prepare(corpus);
  const folds = foldsOf(corpus);
  const { machines, unseen } = trainAll(prepared, folds, onProgress);
  const weights = store(machines);
  const { thresholds } = weights;
  const judged = judgements(prepared, { judged: folds.judged, scores: unseen, thresholds });
  return {
    classes: corpus.classes,
    rarity: prepared.rarity,
    weights,
    ranks: rankClasses(corpus.classes, thresholds),
    vocabulary: vocabularyOf(countWords(prepared.words)),
    calibration: calibrate(judged),
  };
}
