// Signals: the exact forms that programs read, and that every line reads back as it was.
import { describe, expect, it } from 'vitest';
import type { HealthReport } from '../call/types.ts';
import type { DispatchResult } from '../result.ts';
import { confidenceSignal, dispatchSignal, healthSignal } from './of-result.ts';
import { formatSignal, parseSignal, type Signal, SYMBOLS, type SymbolName } from './signal.ts';

const result = (parts: Partial<DispatchResult>): Omit<DispatchResult, 'signal'> => ({
  ok: true,
  request_id: 'r',
  query: 'q',
  confidence: 1,
  candidates: [],
  attempts: [],
  latency_ms: 0,
  cached: false,
  ts: '2026-01-01T00:00:00.000Z',
  ...parts,
});

const health = (state: HealthReport['state']): HealthReport => ({
  org: 'FND',
  service: 'salesforce',
  state,
  ms: 1,
});

describe('the lines of the dispatcher', () => {
  it.each([
    [
      dispatchSignal(result({ org: 'FND', service: 'salesforce', latency_ms: 234.4 })),
      '🎯 OS → FND : dispatched, service=salesforce, latency=234ms',
    ],
    [
      dispatchSignal(result({ org: 'AI', service: 'router', latency_ms: 450 })),
      '🎯 OS → AI : dispatched, service=router, latency=450ms',
    ],
    [
      dispatchSignal(
        result({ ok: false, org: 'HW', error: { code: 'connection_refused', message: 'no' } }),
      ),
      '❌ OS → HW : dispatch_failed, error=connection_refused',
    ],
    [
      dispatchSignal(result({ ok: false, error: { code: 'no_route', message: 'no' } })),
      '❌ OS → NONE : dispatch_failed, error=no_route',
    ],
    [
      dispatchSignal(
        result({
          ok: false,
          org: 'FND',
          error: { code: 'rate_limited', message: 'no', retryAfter: 1234 },
        }),
      ),
      '🚫 OS → FND : rate_limited, retry_after=1.2s',
    ],
    [
      confidenceSignal(result({ org: 'FND', service: 'crm', confidence: 0.31 })),
      '⚠️ OS → FND : low_confidence=0.31',
    ],
    [confidenceSignal(result({ org: 'FND', service: 'crm', confidence: 0.5 })), undefined],
    [healthSignal(health('healthy')), '🟢 OS → OS : health_check, FND.salesforce=healthy'],
    [healthSignal(health('degraded')), '🟡 OS → OS : health_check, FND.salesforce=degraded'],
    [healthSignal(health('unhealthy')), '🔴 OS → OS : health_check, FND.salesforce=unhealthy'],
    [healthSignal(health('unknown')), '⚪ OS → OS : health_check, FND.salesforce=unknown'],
  ])('F37 F38 F39: %s', (line, wanted) => {
    expect(line).toBe(wanted);
    if (line === undefined) return;
    const read = parseSignal(line);
    expect(read && formatSignal(read)).toBe(line);
  });
});

it('reads a line of the first example', () => {
  expect(parseSignal('🎯 OS → FND : dispatched, service=salesforce, latency=234ms')).toEqual({
    symbol: 'target',
    source: 'OS',
    target: 'FND',
    message: 'dispatched',
    fields: [
      ['service', 'salesforce'],
      ['latency', '234ms'],
    ],
  });
});

it('knows fourteen symbols and the one of limits, with and without the variation selector', () => {
  expect(Object.values(SYMBOLS)).toEqual('✔️ ⏳ ❌ ⚠️ 📡 🎯 🔄 ⬆️ ⬇️ 💓 🔴 🟡 🟢 ⚪ 🚫'.split(' '));
  expect(parseSignal('⚠ OS → FND : x')?.symbol).toBe('warning');
});

it.each([
  '',
  'dispatched',
  '🎯 OS FND : x',
  '🎯 OS → FND x',
  '🙂 OS → FND : x',
  '🎯 OS → FND : x, y',
  '🎯 OS → FND : x\n',
])('%j is none', (line) => {
  expect(parseSignal(line)).toBeUndefined();
});

/** A small generator of numbers that always begins alike: a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

it('whatever a signal holds is one line, and reads back', () => {
  const next = random(7);
  const pieces = ['a', 'B.c', ' ', ',', ', ', '=', '→', ' → ', ':', ' : ', '\\', '\n', '\r', '\t'];
  pieces.push('\0', '\u2028', '\x85', '🎯', 'é', '\\n', '"', '');
  const text = (): string =>
    Array.from(
      { length: Math.floor(next() * 5) },
      () => pieces[Math.floor(next() * pieces.length)],
    ).join('');
  const names = Object.keys(SYMBOLS) as SymbolName[];
  for (let round = 0; round < 5000; round += 1) {
    const signal: Signal = {
      symbol: names[round % names.length] ?? 'done',
      source: text(),
      target: text(),
      message: text(),
      fields: Array.from({ length: Math.floor(next() * 4) }, () => [text(), text()]),
    };
    const line = formatSignal(signal);
    expect(line.split(/[\n\r\u2028\u2029\x85]/)).toHaveLength(1);
    expect(parseSignal(line)).toEqual(signal);
  }
});
