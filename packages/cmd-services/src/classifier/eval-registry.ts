// `routes eval`: how often a registry sends requests where they belong, and whether its confidence can be believed.
import { EXIT, Failure } from '@rhachet/kit';
import type { Routes } from '../cache/routes.ts';
import { routerOf } from '../decision/router.ts';
import type { RouteDecision } from '../decision/types.ts';
import { type EvalLine, readEvalLines } from './eval-lines.ts';

export interface EvalOptions {
  routes: Routes;
  /** JSON Lines of `{"query", "org", "service"}`. */
  lines: string;
  onProgress?: (done: number, total: number) => void;
}

/** What would be if the confidence had to be at least `threshold`, whatever the registry says. */
export interface CurvePoint {
  threshold: number;
  /** Of the lines that are for a service: sent to it. */
  accepted_accuracy: number;
  /** Of the lines that are for nobody: refused. */
  refusal_recall: number;
  overall: number;
}

export interface Confusion {
  expected: string;
  /** `null`: refused. */
  got: string | null;
  count: number;
}

/** Shares are 0 to 1; `null` where no line counts for one. */
export interface Evaluation {
  lines: number;
  in_scope: number;
  out_of_scope: number;
  /** Of the lines that are for a service: it is the first choice, whether or not the confidence was enough. */
  service_accuracy: number | null;
  /** The same for the org. */
  org_accuracy: number | null;
  /** Of the lines that are for a service: sent to it. */
  accepted_accuracy: number | null;
  /** Of the lines that are for nobody: refused, or left to the fallback. */
  refusal_recall: number | null;
  /** Of all lines: sent where they belong, or refused as they should be. */
  overall: number | null;
  /** Expected calibration error of the first choice over 15 bins, of the lines that are for a service (Guo et al. 2017). */
  ece: number | null;
  /** Decisions per step that made them; `refused` for those that none made. */
  decided_by: Record<string, number>;
  /** What was sent elsewhere, the most frequent first. */
  confusions: Confusion[];
  curve: CurvePoint[];
  /** Of one decision. */
  median_ms: number;
}

interface Judged {
  line: EvalLine;
  /** The service of the first choice. */
  first?: string;
  firstOrg?: string;
  confidence: number;
  /** Where it was sent; `undefined`: refused. */
  sent?: string;
  step: string;
  ms: number;
}

const BINS = 15;
const MOST_CONFUSIONS = 50;
const POINTS = 20;

/** The fallback takes what nobody was meant by: that is a refusal. */
const isRefused = ({ service, decidedBy }: RouteDecision): boolean =>
  !service || decidedBy === 'fallback';

function judge(line: EvalLine, decision: RouteDecision, ms: number): Judged {
  const { service, decidedBy, scored, confidence } = decision;
  const isRule =
    service && decidedBy !== 'classifier' && decidedBy !== 'default' && decidedBy !== 'fallback';
  const first = isRule ? { org: service.org, service: service.name } : scored[0];
  const refused = isRefused(decision);
  const org = decidedBy === 'default' ? service?.org : first?.org;
  return {
    line,
    ...(first ? { first: `${first.org}.${first.service}` } : {}),
    ...(org === undefined ? {} : { firstOrg: org }),
    confidence: isRule ? confidence : (scored[0]?.score ?? 0),
    ...(refused || !service ? {} : { sent: `${service.org}.${service.name}` }),
    step: refused ? 'refused' : (decidedBy ?? 'refused'),
    ms,
  };
}

const expected = ({ org, service }: EvalLine): string | undefined =>
  service === undefined ? undefined : `${org ?? ''}.${service}`;

const isFirstRight = ({ line, first }: Judged): boolean => first === expected(line);
const isSentRight = ({ line, sent }: Judged): boolean => sent === expected(line);

const share = (of: Judged[], counts: (one: Judged) => boolean): number | null =>
  of.length === 0 ? null : of.filter(counts).length / of.length;

function calibrationError(of: Judged[]): number | null {
  if (of.length === 0) return null;
  const gaps = new Float64Array(BINS);
  for (const one of of) {
    const bin = Math.min(BINS - 1, Math.floor(one.confidence * BINS));
    gaps[bin] = (gaps[bin] ?? 0) + one.confidence - Number(isFirstRight(one));
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / of.length;
}

function confusionsOf(judged: Judged[]): Confusion[] {
  const counts = new Map<string, Confusion>();
  for (const one of judged) {
    if (isSentRight(one)) continue;
    const wanted = expected(one.line) ?? 'null';
    const key = `${wanted} ${one.sent ?? ''}`;
    const known = counts.get(key) ?? { expected: wanted, got: one.sent ?? null, count: 0 };
    known.count += 1;
    counts.set(key, known);
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).slice(0, MOST_CONFUSIONS);
}

function curveOf(judged: Judged[], inside: Judged[], outside: Judged[]): CurvePoint[] {
  return Array.from({ length: POINTS }, (_, i) => {
    const threshold = i / POINTS;
    const passes = ({ confidence, sent }: Judged): boolean =>
      sent !== undefined && confidence >= threshold;
    const right = inside.filter((one) => passes(one) && isSentRight(one)).length;
    const refused = outside.filter((one) => !passes(one)).length;
    return {
      threshold,
      accepted_accuracy: inside.length === 0 ? 0 : right / inside.length,
      refusal_recall: outside.length === 0 ? 0 : refused / outside.length,
      overall: (right + refused) / judged.length,
    };
  });
}

function countsOf(judged: Judged[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { step } of judged) counts[step] = (counts[step] ?? 0) + 1;
  return counts;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function summary(judged: Judged[]): Evaluation {
  const inside = judged.filter(({ line }) => line.service !== undefined);
  const outside = judged.filter(({ line }) => line.service === undefined);
  return {
    lines: judged.length,
    in_scope: inside.length,
    out_of_scope: outside.length,
    service_accuracy: share(inside, isFirstRight),
    org_accuracy: share(inside, ({ line, firstOrg }) => firstOrg === line.org),
    accepted_accuracy: share(inside, isSentRight),
    refusal_recall: share(outside, isSentRight),
    overall: share(judged, isSentRight),
    ece: calibrationError(inside),
    decided_by: countsOf(judged),
    confusions: confusionsOf(judged),
    curve: curveOf(judged, inside, outside),
    median_ms: median(judged.map(({ ms }) => ms)),
  };
}

/** Judges a registry. Throws a `Failure` (exit 65) for a line that is none, and for a file without lines. */
export function evalRegistry({ routes, lines, onProgress }: EvalOptions): Evaluation {
  const all = readEvalLines(routes, lines);
  if (all.length === 0)
    throw new Failure('there is no line to judge by', { code: 'NO_LINES', exit: EXIT.badData });
  const router = routerOf(routes);
  const judged = all.map((line, i) => {
    const started = performance.now();
    const decision = router({ source: 'text', text: line.query });
    onProgress?.(i + 1, all.length);
    return judge(line, decision, performance.now() - started);
  });
  return summary(judged);
}
