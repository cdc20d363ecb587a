// The classifier learns, always the same, and knows how far it can be trusted.
import { describe, expect, test } from 'vitest';
import { clincRegistry, domains, evalLines, refusals } from '../../bench/clinc.ts';
import { compile } from '../cache/compile.ts';
import { openRoutes } from '../cache/routes.ts';
import { evalRegistry, type Evaluation } from './eval-registry.ts';

/** Two domains with few examples: enough to see that it learns, in seconds. */
const intents = new Set([...(domains.banking ?? []), ...(domains.travel ?? [])]);

function judged(few: number, none: string[] = []): Evaluation {
  const registry = clincRegistry({ few, intents });
  const routes = openRoutes(compile(registry, { refusals: none }), registry.source);
  const lines = evalLines()
    .split('\n')
    .filter((line) => {
      const { service } = JSON.parse(line) as { service: string | null };
      return service === null || intents.has(service);
    });
  return evalRegistry({ routes, lines: lines.join('\n') });
}

describe('on a slice of CLINC150', () => {
  test('ten examples of each service teach more than two, and the confidence can be believed', () => {
    const two = judged(2);
    const ten = judged(10, refusals);
    expect(ten.service_accuracy).toBeGreaterThan(0.84);
    expect(ten.org_accuracy).toBeGreaterThan(0.95);
    expect(ten.service_accuracy).toBeGreaterThan((two.service_accuracy ?? 1) + 0.05);
    expect(ten.refusal_recall).toBeGreaterThan(0.4);
    expect(ten.ece).toBeLessThan(0.08);
    expect(two.ece).toBeLessThan(0.2);
  });

  test('the same registry gives the same bytes; other refusals give others', () => {
    const registry = clincRegistry({ few: 4, intents });
    const bytes = (none: string[]) => Buffer.from(compile(registry, { refusals: none }));
    expect(Buffer.compare(bytes(refusals), bytes(refusals))).toBe(0);
    expect(Buffer.compare(bytes(refusals), bytes([]))).not.toBe(0);
  });

  test('progress is told for each class, to the end', () => {
    const registry = clincRegistry({ few: 4, intents });
    const seen: [number, number][] = [];
    compile(registry, { onProgress: (done, total) => seen.push([done, total]) });
    expect(seen.length).toBe(seen[0]?.[1]);
    expect(seen.at(-1)).toEqual([seen.length, seen.length]);
    expect(seen.map(([done]) => done)).toEqual(seen.map((_, i) => i + 1));
  });
});
