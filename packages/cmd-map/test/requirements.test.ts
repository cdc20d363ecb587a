// Every requirement of the protocol (R1 to R34) and every resolution of its inconsistencies (I1 to I22), by its number.
// What only a socket, a shell or a clock can show is named where it is tested.
import { encode as reference } from 'cborg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeCbor } from '../src/cbor/decode.ts';
import { encodeCbor } from '../src/cbor/encode.ts';
import type {
  QueryAnswer,
  ResolutionCandidate,
  TraceAnswer,
  WhatIfAnswer,
} from '../src/resolve/types.ts';
import { Traffic } from '../src/serve/traffic.ts';
import { type Asker, askerOf } from './served.ts';
import { AMBIGUOUS, CBOR_VECTORS, MAP, QUERY, TRACE, VECTORS, WHATIF } from './protocol.ts';

const QUERY_PARAMS = { symbol: 'add', module: 'std.math' };
const TRACE_PARAMS = {
  call: { symbol: 'add', args: ['i32', 'f64'] },
  context: { module: 'user.main', location: 'src/main.jan:25' },
};
const WHATIF_PARAMS = { call: { symbol: 'collide', args: ['PlayerShip', 'Asteroid'] } };
const AMBIGUOUS_PARAMS = { call: { symbol: 'add', args: ['MyVector', 'f64'] } };

const QUESTIONS: [method: string, params: unknown, answer: unknown][] = [
  ['dispatch.query', QUERY_PARAMS, QUERY],
  ['dispatch.trace', TRACE_PARAMS, TRACE],
  ['dispatch.whatif', WHATIF_PARAMS, WHATIF],
];

const CBOR = { accept: 'application/cbor' };
const call = (symbol: string, ...args: string[]) => ({ call: { symbol, args } });

let map: Asker;
/** Its map is replaced by whoever uses it. */
let other: Asker;
/** Its callers get CBOR unless they say otherwise. */
let binary: Asker;
beforeAll(async () => {
  [map, other, binary] = await Promise.all([
    askerOf(MAP),
    askerOf(VECTORS),
    askerOf(MAP, { args: ['--format', 'cbor'] }),
  ]);
});
afterAll(() => Promise.all([map, other, binary].map((one) => one.close())));

const query = (params: unknown): Promise<QueryAnswer> => map.result('dispatch.query', params);
const trace = (params: unknown): Promise<TraceAnswer> => map.result('dispatch.trace', params);
const whatIf = (params: unknown): Promise<WhatIfAnswer> => map.result('dispatch.whatif', params);

/** Asks about a map of that test alone. */
async function among<T>(
  [types, signatures]: [object[], string[]],
  work: (asker: Asker) => Promise<T>,
): Promise<T> {
  const overloads = signatures.map((signature) => ({ signature }));
  other.write({ types: types as { name: string }[], overloads });
  return work(other);
}

describe('transport and envelope', () => {
  it.each(QUESTIONS)('R1 %s', async (method, params, answer) => {
    expect(await map.result(method, params)).toEqual(answer);
  });

  it.each(QUESTIONS)(
    'R2 %s is JSON by default, and CBOR has the same fields and values',
    async (...asked) => {
      const [method, params, answer] = asked;
      const json = await map.post({ method, params });
      expect(json.headers.get('content-type')).toBe('application/json');
      const cbor = await map.post({ method, params }, { headers: CBOR });
      expect(cbor.headers.get('content-type')).toBe('application/cbor');
      expect(JSON.stringify(decodeCbor(cbor.bytes))).toBe(JSON.stringify(json.json()));
      expect(decodeCbor(cbor.bytes)).toEqual(answer);
    },
  );

  it('R2 a request may be in CBOR too', async () => {
    const body = encodeCbor({ method: 'dispatch.query', params: QUERY_PARAMS });
    const { json } = await map.post(body, { headers: { 'content-type': 'application/cbor' } });
    expect(json()).toEqual(QUERY);
  });

  it('R3 JSON-RPC over HTTP, on any path (serve.test.ts: as janusd, on both engines)', async () => {
    const message = { jsonrpc: '2.0', id: 1, method: 'dispatch.query', params: QUERY_PARAMS };
    for (const path of ['/', '/rpc', '/any/other'])
      expect((await map.post(message, { path })).json()).toEqual({
        jsonrpc: '2.0',
        id: 1,
        result: QUERY,
      });
  });

  it('R4 an answer is a line of JSON, as curl and jq want it (the README runs both)', async () => {
    const { bytes } = await map.post({ method: 'dispatch.query', params: QUERY_PARAMS });
    expect(new TextDecoder().decode(bytes)).toBe(`${JSON.stringify(QUERY)}\n`);
  });

  it('R5 JSON is there for who asks for it, whatever the default', async () => {
    const body = { method: 'dispatch.query', params: QUERY_PARAMS };
    const { json } = await binary.post(body, { headers: { accept: 'application/json' } });
    expect(json()).toEqual(QUERY);
  });
});

describe('query', () => {
  it('R6 symbol and module; R7 the family with its fields; R9 overloads of other modules', async () => {
    expect(await query(QUERY_PARAMS)).toEqual(QUERY);
  });

  it('R8 a signature is name(T, T) -> R', async () => {
    const { family } = await query(QUERY_PARAMS);
    expect(family.map(({ signature }) => signature)).toEqual([
      'add(i32, i32) -> i32',
      'add(f64, f64) -> f64',
      'add(string, string) -> string',
    ]);
  });
});

describe('trace', () => {
  it('R10 the call and its context; R11 the result; R12 the reasons; R13 the error', async () => {
    expect(await trace(TRACE_PARAMS)).toEqual(TRACE);
  });

  it('R14 there are no coercions, anywhere', async () => {
    for (const [method, params] of [
      ...QUESTIONS,
      ['dispatch.trace', call('add', 'i32', 'i64')] as const,
    ])
      expect(JSON.stringify(await map.result(method, params))).not.toContain('coercion');
  });
});

describe('what-if', () => {
  it('R15 the call; R16 the outcome of a resolved one', async () => {
    expect(await whatIf(WHATIF_PARAMS)).toEqual(WHATIF);
  });

  it('R17 the outcome of an ambiguous one; R18 the text of its reasons', async () => {
    other.write(VECTORS);
    expect(await other.result('dispatch.whatif', AMBIGUOUS_PARAMS)).toEqual(AMBIGUOUS);
  });
});

const STRATEGIES = ['static', 'runtime', 'hybrid'];
const COSTS = ['zero_overhead', 'sub_10ns', 'bounded_log_n'];
const STATUSES = ['accepted', 'rejected', 'ambiguous'];

it('R19 the models', async () => {
  const { family } = await query({ ...QUERY_PARAMS, options: { locations: 'object' } });
  for (const one of family) {
    expect(STRATEGIES).toContain(one.dispatch_strategy);
    expect(COSTS).toContain(one.performance_cost);
    expect(Object.keys(one.source_location ?? {})).toEqual(['file', 'line', 'column']);
  }
  const { candidates } = await trace(TRACE_PARAMS);
  for (const { signature, status } of candidates) {
    expect(signature).toMatch(/^add\(/);
    expect(STATUSES).toContain(status);
  }
});

it.each([
  ['application/json', 'application/json'],
  ['application/cbor', 'application/cbor'],
  ['application/json, application/cbor;q=0.9', 'application/json'],
])('R20 accept: %s', async (accept, type) => {
  const { headers } = await map.post(
    { method: 'dispatch.query', params: QUERY_PARAMS },
    { headers: { accept } },
  );
  expect(headers.get('content-type')).toBe(type);
});

/** A family of `count` overloads as the document's sizes mean it: some 170 bytes each. */
const familyOf = (count: number) => ({
  symbol: 'combine',
  module: 'game.engine',
  family: Array.from({ length: count }, (_, at) => ({
    ...QUERY.family[0],
    signature: `combine(Type${at}, Type${at}) -> Type${at}`,
    location: `src/game/engine.jan:${at + 10}`,
    specificity: [`Type${at}`, `Type${at}`],
  })),
});

const sizes = (value: unknown): { json: number; pretty: number; cbor: number } => ({
  json: JSON.stringify(value).length,
  pretty: JSON.stringify(value, null, 2).length,
  cbor: encodeCbor(value).length,
});

describe('sizes', () => {
  it.each([
    ['a family of 50', familyOf(50), 8000],
    ['a trace with an error', TRACE, 500],
  ])(
    'R21 %s: CBOR is smaller, by more than a third only against indented JSON',
    (_name, value, stated) => {
      const { json, pretty, cbor } = sizes(value);
      expect(json / stated).toBeGreaterThan(0.8);
      expect(json / stated).toBeLessThan(1.3);
      expect(cbor).toBeLessThan(json);
      expect(cbor / json).toBeGreaterThan(0.75);
      expect(cbor / pretty).toBeLessThan(0.75);
    },
  );

  it('R22 string references save far more than the stated fifth on a family', async () => {
    const signatures = familyOf(50).family.map(({ signature }) => signature);
    await among([[], signatures], async (asker) => {
      const asked = { method: 'dispatch.query', params: { symbol: 'combine' } };
      const plain = await asker.post(asked, { headers: CBOR });
      const accept = 'application/cbor;stringref=true';
      const short = await asker.post(asked, { headers: { accept } });
      expect(short.headers.get('content-type')).toBe(accept);
      expect(decodeCbor(short.bytes)).toEqual(decodeCbor(plain.bytes));
      expect(short.bytes.length / plain.bytes.length).toBeLessThan(0.8);
    });
  });
});

describe('benchmarks', () => {
  // R23: src/benchmark/scenarios.test.ts. R24, R25, R28, R30: benchmark.acceptance.test.ts.
  it('R26 an answer of more than 1 MB brings the advice to take CBOR', async () => {
    const name = (at: number): string => `Type${at}`.padEnd(300, 'x');
    const signatures = Array.from(
      { length: 800 },
      (_, at) => `combine(${name(at)}, ${name(at)}) -> ${name(at)}`,
    );
    await among([[], signatures], async (asker) => {
      const asked = { method: 'dispatch.query', params: { symbol: 'combine' } };
      const { headers, bytes } = await asker.post(asked);
      expect(bytes.length).toBeGreaterThan(1024 * 1024);
      expect(headers.get('dispatch-format-advice')).toBe(
        `cbor; reason="an answer of ${bytes.length} bytes"`,
      );
      const cbor = await asker.post(asked, { headers: CBOR });
      expect(cbor.headers.get('dispatch-format-advice')).toBeNull();
    });
  });

  it('R27 so do more than 1000 queries in a minute, until a minute later', () => {
    let now = 0;
    const traffic = new Traffic(() => now);
    expect(traffic.count(1000, 100)).toBeUndefined();
    expect(traffic.count(1, 100)).toBe('more than 1000 queries in a minute');
    expect(traffic.count(1, 100)).toBeUndefined();
    now = 1000;
    expect(traffic.count(1, 100)).toBe('more than 1000 queries in a minute');
    now = 61_000;
    expect(traffic.count(1, 100)).toBeUndefined();
    expect(traffic.count(10, 11 * 1024 * 1024)).toContain('bytes');
    expect(traffic.count(1, 100)).toBe('more than 10 MB in a minute');
  });

  it('R29 the default that follows the matrix', async () => {
    const traffic = new Traffic(() => 0);
    expect([0, 99, 100, 1000, 1001].map((families) => traffic.prefersCbor(families))).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
    const overloads = Array.from({ length: 1001 }, (_, at) => ({ signature: `f${at}(i32)` }));
    const asker = await askerOf({ overloads }, { args: ['--format', 'auto'] });
    const { headers } = await asker.post({ method: 'dispatch.query', params: { symbol: 'f1' } });
    expect(headers.get('content-type')).toBe('application/cbor');
    await asker.close();
  });
});

describe('what it is for', () => {
  it('R31 all overloads of a family can be listed', async () => {
    expect((await query({ symbol: 'add' })).family).toHaveLength(3);
  });

  it('R32 a trace has every candidate of the family, each with a reason', async () => {
    const { candidates } = await trace(call('add', 'f64', 'f64'));
    expect(candidates.map(({ status }) => status)).toEqual(['rejected', 'accepted', 'rejected']);
    for (const { status, reason } of candidates)
      if (status === 'rejected') expect(reason).toBeTruthy();
  });

  it('R33 a call with types that are not there yet can be asked about', async () => {
    const assume = { types: [{ name: 'Tanker', extends: ['PlayerShip'] }] };
    const { outcome } = await whatIf({ ...call('collide', 'Tanker', 'Asteroid'), assume });
    expect(outcome).toMatchObject({ status: 'resolved', specificity_analysis: 'most_specific' });
  });

  it('R34 nothing is hidden: what decides at run time says why', async () => {
    await among(
      [
        [{ name: 'A' }, { name: 'B', extends: ['A'] }],
        ['f(A)', 'f(B)'],
      ],
      async (asker) => {
        const { outcome } = await asker.result<WhatIfAnswer>('dispatch.whatif', call('f', 'A'));
        expect(outcome.dispatch_strategy).toBe('hybrid');
        expect(outcome.explain).toContain('f(B) -> void is more specific');
      },
    );
  });
});

describe('resolutions', () => {
  it('I1 a location is a text; an object beside it for who asks; both are taken', async () => {
    const asked = { ...WHATIF_PARAMS, options: { locations: 'object' } };
    const { outcome } = await whatIf(asked);
    expect(outcome.location).toBe('src/game/physics.jan:210');
    expect(outcome.source_location).toEqual({ file: 'src/game/physics.jan', line: 210, column: 1 });
    const location = { file: 'src/main.jan', line: 25, column: 1 };
    expect(await trace({ ...TRACE_PARAMS, context: { module: 'user.main', location } })).toEqual(
      TRACE,
    );
  });

  it('I2 JSON-RPC is answered with its envelope, the bare form bare', async () => {
    const [method, params] = ['dispatch.query', QUERY_PARAMS];
    const single = await map.post({ jsonrpc: '2.0', id: 'a', method, params });
    expect(single.json()).toEqual({ jsonrpc: '2.0', id: 'a', result: QUERY });
    expect((await map.post({ method, params })).json()).toEqual(QUERY);
    const batch = await map.post([
      { jsonrpc: '2.0', id: 1, method, params },
      { jsonrpc: '2.0', method, params },
      { method, params },
    ]);
    expect(batch.json()).toEqual([{ jsonrpc: '2.0', id: 1, result: QUERY }, QUERY]);
    const notified = await map.post({ jsonrpc: '2.0', method, params });
    expect([notified.status, notified.bytes.length]).toEqual([204, 0]);
  });

  it('I3 module is in the answer when it was in the question', async () => {
    expect(await query(QUERY_PARAMS)).toHaveProperty('module', 'std.math');
    expect(await query({ symbol: 'add' })).not.toHaveProperty('module');
  });

  it('I4 specificity_analysis is always there', async () => {
    expect((await whatIf(WHATIF_PARAMS)).outcome.specificity_analysis).toBe('exact_match');
    expect((await trace(call('add', '1', '2'))).specificity_analysis).toBe('exact_match');
  });

  it.each(CBOR_VECTORS)(
    'I5 $name: the CBOR listing is of the encoder alone',
    ({ value, length }) => {
      expect(encodeCbor(value)).toHaveLength(length);
    },
  );

  it('I6 a reason where it was rejected, a reason of specificity where it was not', async () => {
    const accepted: ResolutionCandidate[] = (await trace(call('add', 'i32', 'i32'))).candidates;
    for (const { status, reason, specificity_reason: why } of accepted)
      expect([status === 'rejected', status !== 'rejected']).toEqual([
        reason !== undefined,
        why !== undefined,
      ]);
  });

  it('I7 a trace that succeeds says what was selected; a what-if that matches nothing has its candidates', async () => {
    expect(await trace(call('add', 'i32', 'i32'))).toMatchObject({
      selected: 'add(i32, i32) -> i32',
      location: 'src/std/math.jan:12',
      dispatch_strategy: 'static',
      performance_cost: 'zero_overhead',
    });
    const { outcome } = await whatIf(call('add', 'i32', 'f64'));
    expect(outcome.status).toBe('no_match');
    expect(outcome.candidates).toHaveLength(3);
    expect(outcome.error?.code).toBe('E0020');
  });

  it('I8 the names of the strategies of resolution', async () => {
    const types = [
      { name: 'A' },
      { name: 'B', extends: ['A'] },
      { name: 'AB', union: ['C', 'D'] },
      { name: 'C' },
      { name: 'D' },
    ];
    await among([types, ['f(A)', 'f(B)', 'g(C)', 'g(D)']], async (asker) => {
      const strategyOf = async (...asked: [string, string]): Promise<string> =>
        (await asker.result<TraceAnswer>('dispatch.trace', call(...asked))).resolution_strategy;
      expect(await strategyOf('f', 'B')).toBe('static_dispatch');
      expect(await strategyOf('f', 'A')).toBe('hybrid_dispatch');
      expect(await strategyOf('g', 'AB')).toBe('runtime_dispatch');
      expect(await strategyOf('g', 'A')).toBe('compile_time_error');
    });
  });

  it('I9 the texts of all reasons', async () => {
    await among([[], ['f(i32, i32, i32)', 'f(i32, i32)', 'f(any, any, any)']], async (asker) => {
      const reasonsOf = async (...args: string[]): Promise<(string | undefined)[]> =>
        (await asker.result<TraceAnswer>('dispatch.trace', call('f', ...args))).candidates.map(
          ({ reason }) => reason,
        );
      const arity = 'arity mismatch: expected 2 arguments, got 3';
      expect(await reasonsOf('i32', 'f64', 'bool')).toEqual([
        'second argument type mismatch: expected i32, got f64; third argument type mismatch: expected i32, got bool',
        arity,
        undefined,
      ]);
      expect(await reasonsOf('i32', 'i32', 'i32')).toEqual([
        undefined,
        arity,
        'less specific than f(i32, i32, i32) -> void',
      ]);
      expect((await reasonsOf('f64', 'f64', 'f64'))[0]).toBe('all argument types mismatch');
    });
    other.write({ overloads: [{ signature: 'f(i32)', module: 'm', visibility: 'private' }] });
    const asked = { ...call('f', 'i32'), context: { module: 'other' } };
    const { candidates } = await other.result<TraceAnswer>('dispatch.trace', asked);
    expect(candidates[0]?.reason).toBe('not visible from module other');
  });

  it('I10 an overload from outside the home module is decided at run time', async () => {
    const { family } = await query(QUERY_PARAMS);
    expect(family.map((one) => one.dispatch_strategy)).toEqual(['static', 'static', 'runtime']);
  });

  it('I11 context and assumptions, without effect on the map; what is unknown is said to be', async () => {
    const assume = { overloads: ['add(bool, bool) -> bool'] };
    const asked = { ...call('add', 'bool', 'bool'), context: { module: 'user.main' } };
    expect((await whatIf({ ...asked, assume })).outcome.selected).toBe('add(bool, bool) -> bool');
    expect((await whatIf(asked)).outcome.status).toBe('no_match');
    expect((await whatIf(call('add', 'Nowhere', 'i32'))).outcome.unknown_types).toEqual([
      'Nowhere',
    ]);
  });

  it('I12 a name that nothing bears: an error of query, a call without candidates', async () => {
    const message = { jsonrpc: '2.0', id: 1, method: 'dispatch.query', params: { symbol: 'ad' } };
    const asked = await map.post(message);
    expect(asked.status).toBe(200);
    expect(asked.json()).toMatchObject({
      error: { code: -32004, data: { symbol: 'ad', did_you_mean: ['add'] } },
    });
    const bare = await map.post({ method: message.method, params: message.params });
    expect(bare.status).toBe(404);
    expect(await trace(call('nowhere', 'i32'))).toMatchObject({
      candidates: [],
      error: { code: 'E0020' },
    });
  });

  it('I13 cost for who asks for it', async () => {
    const { family } = await query({ ...QUERY_PARAMS, options: { cost: true } });
    expect(family.map(({ cost }) => cost)).toEqual(['static', 'static', 'dynamic']);
    expect(JSON.stringify(await query(QUERY_PARAMS))).not.toContain('"cost"');
  });

  it('I14 the default never overrides what is asked for; `*` leaves it open', async () => {
    const typeFor = async (headers: Record<string, string>): Promise<string | null> =>
      (
        await binary.post({ method: 'dispatch.query', params: QUERY_PARAMS }, { headers })
      ).headers.get('content-type');
    expect(await typeFor({})).toBe('application/cbor');
    expect(await typeFor({ accept: '*/*' })).toBe('application/cbor');
    expect(await typeFor({ accept: 'application/json' })).toBe('application/json');
    expect(await typeFor({ accept: 'application/json, */*;q=0.1' })).toBe('application/json');
  });

  it('I15 a busy caller overrides the size of the map', () => {
    const traffic = new Traffic(() => 0);
    expect(traffic.prefersCbor(10)).toBe(false);
    traffic.count(1001, 0);
    expect(traffic.prefersCbor(10)).toBe(true);
  });

  it('I16 1 MB is of an answer, that of a batch too', async () => {
    const message = { method: 'dispatch.query', params: QUERY_PARAMS };
    const { headers, bytes } = await map.post(Array.from({ length: 5000 }, () => message));
    expect(headers.get('dispatch-format-advice')).toBe(
      `cbor; reason="an answer of ${bytes.length} bytes"`,
    );
  });

  // I17 is the table of accept.test.ts.
  it.each([
    ['text/html', 406],
    ['application/json;q=0', 406],
  ])('I17 accept: %s is %d', async (accept, status) => {
    const asked = await map.post(
      { method: 'dispatch.query', params: QUERY_PARAMS },
      { headers: { accept } },
    );
    expect(asked.status).toBe(status);
  });

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])(
    'I17 a body of %s is 415',
    async (type) => {
      const asked = await map.post(
        { method: 'dispatch.query' },
        { headers: { 'content-type': type } },
      );
      expect(asked.status).toBe(415);
      expect(asked.headers.get('accept')).toBe('application/json, application/cbor');
    },
  );

  it('I18 bounded_log_n: more than 50 overloads of which values decide', async () => {
    const names = Array.from({ length: 60 }, (_, at) => `T${at}`);
    const types = [...names.map((name) => ({ name })), { name: 'Any', union: names }];
    await among([types, names.map((name) => `f(${name})`)], async (asker) => {
      const { outcome } = await asker.result<WhatIfAnswer>('dispatch.whatif', call('f', 'Any'));
      expect(outcome).toMatchObject({
        dispatch_strategy: 'runtime',
        performance_cost: 'bounded_log_n',
      });
    });
  });

  it('I19 one form of a signature', async () => {
    await among([[], ['f( i32 ,i32 )', 'f[T:Bound]( T )->R', 'f(Id)  ->  i64']], async (asker) => {
      const { family } = await asker.result<QueryAnswer>('dispatch.query', { symbol: 'f' });
      expect(family.map(({ signature }) => signature)).toEqual([
        'f(i32, i32) -> void',
        'f[T: Bound](T) -> R',
        'f(Id) -> i64',
      ]);
    });
  });

  it('I20 an ambiguity is E0021', async () => {
    other.write(VECTORS);
    const { outcome } = await other.result<WhatIfAnswer>('dispatch.whatif', AMBIGUOUS_PARAMS);
    expect(outcome.error?.code).toBe('E0021');
  });

  it('I21 keys in their order, definite lengths, shortest heads, text keys', async () => {
    const { bytes } = await map.post(
      { method: 'dispatch.query', params: QUERY_PARAMS },
      { headers: CBOR },
    );
    expect(Object.keys(decodeCbor(bytes) as object)).toEqual(['symbol', 'module', 'family']);
    // The decoder takes nothing else than definite lengths, shortest heads and text keys. Sorted, it is as long.
    expect(bytes).toHaveLength(reference(QUERY).length);
  });

  it('I22 texts beyond ASCII come as they are, in both forms', async () => {
    await among([[{ name: 'Größe' }], ['f(Größe) -> 🔥']], async (asker) => {
      const asked = { method: 'dispatch.whatif', params: call('f', 'Größe') };
      const json = (await asker.post(asked)).json<WhatIfAnswer>();
      expect(json.outcome.selected).toBe('f(Größe) -> 🔥');
      expect(decodeCbor((await asker.post(asked, { headers: CBOR })).bytes)).toEqual(json);
    });
  });
});
