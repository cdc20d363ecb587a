// How well a registry's decisions agree with what people meant.

/** What was meant, and what was decided. */
export interface Judged {
  query: string;
  /** `undefined`: no service should answer. */
  meant?: { org: string; service: string };
  /** The best service, whether it was sure enough or not. */
  best?: { org: string; service: string };
  /** The org, which may be sure where the service is not. */
  org?: string;
  /** Nothing took it on its merit: it was refused, or went to the fallback. */
  refused: boolean;
  /** 0 to 1, of `best`. */
  confidence: number;
}

export interface Quality {
  queries: number;
  in_scope: number;
  out_of_scope: number;
  /** Of the queries that mean a service: the best guess is that service, whatever the threshold. 0 to 1. */
  service_accuracy: number;
  /** The same of orgs. */
  org_accuracy: number;
  /** Of the queries that mean none: refused. */
  refusal_recall: number;
  /** Of all: sent to the service that is meant, or refused where none is. */
  overall: number;
  /** Expected calibration error of the queries that mean a service, in 15 bins of equal width (Guo et al., 2017). */
  ece: number;
}

const BINS = 15;

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

const isBest = ({ meant, best }: Judged): boolean =>
  meant !== undefined && best?.org === meant.org && best.service === meant.service;

/** |accuracy - confidence| of each bin, weighted by how many are in it. */
function calibrationError(judged: Judged[]): number {
  const bins = Array.from({ length: BINS }, () => ({ count: 0, right: 0, confidence: 0 }));
  for (const one of judged) {
    const bin = bins[Math.min(BINS - 1, Math.floor(one.confidence * BINS))];
    if (!bin) continue;
    bin.count += 1;
    bin.right += isBest(one) ? 1 : 0;
    bin.confidence += one.confidence;
  }
  const off = bins.map(({ right, confidence }) => Math.abs(right - confidence));
  return share(
    off.reduce((sum, one) => sum + one, 0),
    judged.length,
  );
}

/** Whether the query went where it should. */
const isRight = (one: Judged): boolean => (one.meant ? !one.refused && isBest(one) : one.refused);

export function qualityOf(judged: Judged[]): Quality {
  const inside = judged.filter(({ meant }) => meant !== undefined);
  const outside = judged.filter(({ meant }) => meant === undefined);
  return {
    queries: judged.length,
    in_scope: inside.length,
    out_of_scope: outside.length,
    service_accuracy: share(inside.filter(isBest).length, inside.length),
    org_accuracy: share(
      inside.filter(({ meant, org }) => org === meant?.org).length,
      inside.length,
    ),
    refusal_recall: share(outside.filter(({ refused }) => refused).length, outside.length),
    overall: share(judged.filter(isRight).length, judged.length),
    ece: calibrationError(inside),
  };
}

export interface CurvePoint {
  min_confidence: number;
  /** Of the queries that mean a service: sent there. */
  kept: number;
  refusal_recall: number;
  overall: number;
}

/** What other values of `min_confidence` would give, by the best service alone. */
export const curveOf = (judged: Judged[]): CurvePoint[] =>
  [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((least) => {
    const at = judged.map((one) => ({ ...one, refused: one.confidence < least || !one.best }));
    const { refusal_recall, overall, in_scope } = qualityOf(at);
    const kept = at.filter((one) => one.meant && isRight(one)).length;
    return { min_confidence: least, kept: share(kept, in_scope), refusal_recall, overall };
  });

export interface Confusion {
  meant: string;
  got: string;
  count: number;
}

const nameOf = (one: { org: string; service: string } | undefined): string =>
  one ? `${one.org}.${one.service}` : '(none)';

/** The mistakes that are made most often. */
export function confusionsOf(judged: Judged[], most = 10): Confusion[] {
  const counts = new Map<string, Confusion>();
  for (const one of judged) {
    if (isRight(one)) continue;
    const meant = nameOf(one.meant);
    const got = nameOf(one.refused ? undefined : one.best);
    const known = counts.get(`${meant} ${got}`) ?? { meant, got, count: 0 };
    known.count += 1;
    counts.set(`${meant} ${got}`, known);
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).slice(0, most);
}
