// The decider: what is accepted, what outranks what, and in which words it says so.
import { expect, it } from 'vitest';
import { type Decision, decide, type Source, toJson } from './decide.ts';

interface Item {
  name: string;
  /** Why it does not fit. */
  no?: string;
  /** The names that it is more specific than. */
  over?: string;
}

const source = (items: Item[]): Source<string, Item> => ({
  call: (query) => `call ${query}`,
  candidates: () => items,
  signature: ({ name }) => name,
  location: ({ name }) => `/at/${name}`,
  reject: ({ no }) => no,
  outranks: (a, b) => (a.over?.includes(b.name) === true ? `${a.name} over ${b.name}` : undefined),
  noMatch: (query) => ({ message: `no ${query}`, suggestion: 'make one' }),
  ambiguous: (query, tied) => ({
    message: `many ${query}`,
    suggestion: tied.map(({ name }) => name).join(' or '),
  }),
});

const reject = (name: string, reason: string) => ({
  signature: name,
  location: `/at/${name}`,
  status: 'rejected',
  reason,
});
const accept = (name: string, status: string, specificity_reason?: string) => ({
  signature: name,
  location: `/at/${name}`,
  status,
  ...(specificity_reason === undefined ? {} : { specificity_reason }),
});
const none = { code: 'E0020', message: 'no q', suggestion: 'make one' };
const several = (suggestion: string) => ({ code: 'E0021', message: 'many q', suggestion });

it.each<[string, Item[], object]>([
  ['nothing there', [], { status: 'no_match', candidates: [], error: none }],
  [
    'none fits',
    [
      { name: 'a', no: 'too old' },
      { name: 'b', no: '' },
    ],
    { status: 'no_match', candidates: [reject('a', 'too old'), reject('b', '')], error: none },
  ],
  [
    'one fits',
    [{ name: 'b', no: 'too old' }, { name: 'a' }],
    {
      status: 'resolved',
      selected: 'a',
      candidates: [reject('b', 'too old'), accept('a', 'accepted')],
    },
  ],
  [
    'two fit equally well',
    [{ name: 'b' }, { name: 'c', no: 'too old' }, { name: 'a' }],
    {
      status: 'ambiguous',
      candidates: [accept('b', 'ambiguous'), reject('c', 'too old'), accept('a', 'ambiguous')],
      error: several('b or a'),
    },
  ],
  [
    'one is more specific',
    [{ name: 'b' }, { name: 'a', over: 'b' }],
    {
      status: 'resolved',
      selected: 'a',
      candidates: [
        reject('b', 'a is more specific: a over b'),
        accept('a', 'accepted', 'a over b'),
      ],
    },
  ],
  [
    'a chain, in the worst order: each loser names the winner',
    [{ name: 'c' }, { name: 'b', over: 'c' }, { name: 'a', over: 'bc' }],
    {
      status: 'resolved',
      selected: 'a',
      candidates: [
        reject('c', 'a is more specific: a over c'),
        reject('b', 'a is more specific: a over b'),
        accept('a', 'accepted', 'a over c'),
      ],
    },
  ],
  [
    'two maxima over one loser',
    [{ name: 'a', over: 'c' }, { name: 'b', over: 'd' }, { name: 'c' }, { name: 'd' }],
    {
      status: 'ambiguous',
      candidates: [
        accept('a', 'ambiguous', 'a over c'),
        accept('b', 'ambiguous', 'b over d'),
        reject('c', 'a is more specific: a over c'),
        reject('d', 'b is more specific: b over d'),
      ],
      error: several('a or b'),
    },
  ],
  [
    'one that does not fit outranks nothing',
    [{ name: 'a', over: 'b', no: 'too old' }, { name: 'b' }],
    {
      status: 'resolved',
      selected: 'b',
      candidates: [reject('a', 'too old'), accept('b', 'accepted')],
    },
  ],
])('%s', (_, items, expected) => {
  const decision = decide(source(items), 'q');
  const json: unknown = JSON.parse(JSON.stringify(toJson(decision)));
  expect(json).toEqual({ call: 'call q', ...expected });
  expect(decision.target).toBe(items.find(({ name }) => name === decision.selected));
});

it('the JSON form has the fields of the dispatch-map document in its order, and no other', () => {
  const decision = decide(source([{ name: 'a', over: 'b' }, { name: 'b' }]), 'q');
  expect(JSON.stringify(toJson(decision))).toBe(
    '{"call":"call q","status":"resolved","selected":"a","candidates":[' +
      '{"signature":"a","location":"/at/a","status":"accepted","specificity_reason":"a over b"},' +
      '{"signature":"b","location":"/at/b","status":"rejected","reason":"a is more specific: a over b"}]}',
  );
  expect(JSON.stringify(toJson(decide(source([]), 'q')))).toBe(
    '{"call":"call q","status":"no_match","candidates":[],' +
      '"error":{"code":"E0020","message":"no q","suggestion":"make one"}}',
  );
});

it('without locations and ranks: neither is in the answer', () => {
  const { location, outranks, ...plain } = source([{ name: 'a', over: 'b' }, { name: 'b' }]);
  expect([location, outranks]).not.toContain(undefined);
  expect(decide(plain, 'q').candidates).toEqual([
    { signature: 'a', status: 'ambiguous' },
    { signature: 'b', status: 'ambiguous' },
  ]);
});

const SEED = Number(process.env.RHACHET_SEED ?? 1);

/** Names in a random order, some of which do not fit, under a random partial order. */
function randomItems(seed: number): Item[] {
  let state = seed;
  const below = (most: number): number => (state = (state * 48271) % 2147483647) % most;
  const names = 'a b c d e f g h'.split(' ').slice(0, below(9));
  const density = below(5);
  const over = new Map<string, Set<string>>();
  // From the last to the first, so that what a lower one outranks is known: the order is transitive.
  for (const [at, name] of [...names.entries()].reverse()) {
    const lower = names.slice(at + 1).filter(() => below(5) < density);
    over.set(name, new Set(lower.flatMap((one) => [one, ...(over.get(one) ?? [])])));
  }
  return names
    .map((name) => ({
      item: {
        name,
        over: [...(over.get(name) ?? [])].join(''),
        ...(below(4) === 0 ? { no: `no ${name}` } : {}),
      },
      place: below(1000),
    }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

function check(items: Item[], decision: Decision<Item>): void {
  const fits = items.filter(({ no }) => no === undefined);
  const beats = (a: Item, b: Item): boolean => a.over?.includes(b.name) === true;
  const best = fits.filter((one) => !fits.some((other) => beats(other, one)));
  const status = (['no_match', 'resolved'] as const)[best.length] ?? 'ambiguous';
  expect(decision.status).toBe(status);
  expect(decision.accepted).toEqual(best);
  expect(decision.selected).toBe(status === 'resolved' ? best[0]?.name : undefined);
  expect(decision.error?.code).toBe({ no_match: 'E0020', ambiguous: 'E0021' }[status as string]);
  expect(decision.candidates.map(({ signature }) => signature)).toEqual(
    items.map(({ name }) => name),
  );
  for (const [at, item] of items.entries()) {
    const { status: own, reason, specificity_reason } = decision.candidates[at] ?? {};
    const winners = best.filter((one) => beats(one, item));
    if (best.includes(item)) {
      expect(own).toBe(status === 'resolved' ? 'accepted' : 'ambiguous');
      expect(reason).toBeUndefined();
      const reasons = fits
        .filter((one) => beats(item, one))
        .map(({ name }) => `${item.name} over ${name}`);
      const needed = status === 'resolved' && reasons.length > 0;
      expect([...reasons, ...(needed ? [] : [undefined])]).toContain(specificity_reason);
      continue;
    }
    expect(own).toBe('rejected');
    expect(specificity_reason).toBeUndefined();
    const reasons = winners.map(
      ({ name }) => `${name} is more specific: ${name} over ${item.name}`,
    );
    expect(item.no === undefined ? reasons : [item.no]).toContain(reason);
  }
}

it('agrees with the definition on random partial orders', () => {
  const seen = { no_match: 0, resolved: 0, ambiguous: 0 };
  for (let round = 0; round < 3000; round += 1) {
    const items = randomItems(SEED * 10_000 + round + 1);
    const decision = decide(source(items), 'q');
    seen[decision.status] += 1;
    try {
      check(items, decision);
    } catch (error) {
      throw new Error(`RHACHET_SEED=${SEED} round ${round}: ${JSON.stringify(items)}`, {
        cause: error,
      });
    }
  }
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
});
