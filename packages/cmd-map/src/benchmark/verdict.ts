// What the measured figures say: when CBOR would be better, and which of the plan's projections hold.
import type { Format } from './client.ts';
import type { FormatResult, ScenarioResult } from './measure.ts';

export interface Trigger {
  trigger: string;
  measured: number;
  limit: number;
  unit: string;
  reached: boolean;
}

const MEGABYTE = 1024 * 1024;

/** An agent that asks much; what it moves in a minute is the bandwidth that counts. */
const BUSY_PER_MINUTE = 1000;

/** The plan's transition triggers, for what one form needs. */
export function triggersOf({ query, bytes, parse }: FormatResult, threshold: number): Trigger[] {
  const perMinute = (bytes.mean * BUSY_PER_MINUTE) / MEGABYTE;
  const found: Omit<Trigger, 'reached'>[] = [
    {
      trigger: 'largest answer',
      measured: bytes.largest / MEGABYTE,
      limit: threshold / MEGABYTE,
      unit: 'MB',
    },
    {
      trigger: `traffic of ${BUSY_PER_MINUTE} queries in a minute`,
      measured: perMinute,
      limit: 10,
      unit: 'MB/min',
    },
    { trigger: 'reading an answer', measured: parse.p50, limit: 10, unit: 'ms' },
    // 100 queries per second, one after the other.
    { trigger: 'a query', measured: 1000 / query.per_second, limit: 10, unit: 'ms' },
  ];
  return found.map((each) => ({ ...each, reached: each.measured > each.limit }));
}

/** The plan's decision matrix, by size alone. */
export function byMatrix(families: number): string {
  if (families < 100) return 'JSON';
  return families <= 1000 ? 'JSON, CBOR for those who ask for it' : 'CBOR';
}

const slower = ({ json, cbor }: Partial<Record<Format, FormatResult>>): boolean =>
  json !== undefined && cbor !== undefined && cbor.query.ms.p50 > json.query.ms.p50;

/** What the figures say, which rules over the matrix. */
export function byFigures({ formats }: ScenarioResult, triggers: Trigger[]): string {
  const reached = triggers.filter((each) => each.reached).map(({ trigger }) => trigger);
  if (reached.length === 0) return 'JSON: no trigger is reached';
  if (slower(formats)) return `JSON: CBOR takes longer, though for "${reached.join(', ')}"`;
  return `CBOR: ${reached.join(', ')}`;
}

export interface Projection {
  scenario: string;
  projection: string;
  projected: string;
  measured: string;
  met: boolean;
}

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

/** The plan's projections beside what was measured. Both forms must have been. */
export function projectionsOf(result: ScenarioResult): Projection[] {
  const { scenario, stringref_mean: refs } = result;
  const { json, cbor } = result.formats;
  if (!json || !cbor) return [];
  const saved = 1 - cbor.bytes.mean / json.bytes.mean;
  const interned = 1 - refs / cbor.bytes.mean;
  const faster = json.parse.p50 / cbor.parse.p50;
  return [
    {
      scenario,
      projection: 'CBOR is smaller than JSON by',
      projected: '35 to 40 %',
      measured: percent(saved),
      met: saved >= 0.35,
    },
    {
      scenario,
      projection: 'string references save further',
      projected: '15 to 20 %',
      measured: percent(interned),
      met: interned >= 0.15,
    },
    {
      scenario,
      projection: 'CBOR is read faster by',
      projected: '3 to 5 x',
      measured: `${faster.toFixed(2)} x`,
      met: faster >= 3,
    },
  ];
}
