// The examples of the protocol's document: the map that they are about, the answers, and their CBOR with its misprints
// corrected.
import type { MapDocument } from '../src/sources/document.ts';

export const MAP: MapDocument = {
  types: [
    { name: 'PlayerShip' },
    { name: 'Asteroid' },
    { name: 'Vector2' },
    { name: 'Vector3' },
    { name: 'MyVector', extends: ['Vector2', 'Vector3'] },
  ],
  overloads: [
    { signature: 'add(i32, i32) -> i32', module: 'std.math', location: 'src/std/math.jan:12' },
    { signature: 'add(f64, f64) -> f64', module: 'std.math', location: 'src/std/math.jan:18' },
    {
      signature: 'add(string, string) -> string',
      module: 'std.string',
      location: 'src/std/string.jan:44',
    },
    {
      signature: 'collide(PlayerShip, Asteroid) -> CollisionResult',
      module: 'game.physics',
      location: 'src/game/physics.jan:210',
    },
  ],
};

/** The two of the example of an ambiguity, whose family is another `add`. */
export const VECTORS: MapDocument = {
  types: [
    { name: 'Vector2' },
    { name: 'Vector3' },
    { name: 'MyVector', extends: ['Vector2', 'Vector3'] },
  ],
  overloads: [
    { signature: 'add(Vector2, f64) -> Vector2' },
    { signature: 'add(Vector3, f64) -> Vector3' },
  ],
};

const member = (type: string, line: number) => ({
  signature: `add(${type}, ${type}) -> ${type}`,
  location: `src/std/math.jan:${line}`,
  specificity: [type, type],
  dispatch_strategy: 'static',
  performance_cost: 'zero_overhead',
});

const STRINGS = {
  signature: 'add(string, string) -> string',
  location: 'src/std/string.jan:44',
  specificity: ['string', 'string'],
  dispatch_strategy: 'runtime',
  performance_cost: 'sub_10ns',
};

export const QUERY = {
  symbol: 'add',
  module: 'std.math',
  family: [member('i32', 12), member('f64', 18), STRINGS],
};

const rejected = (signature: string, reason: string) => ({ signature, status: 'rejected', reason });

const REJECTED = [
  rejected('add(i32, i32) -> i32', 'second argument type mismatch: expected i32, got f64'),
  rejected('add(f64, f64) -> f64', 'first argument type mismatch: expected f64, got i32'),
  rejected('add(string, string) -> string', 'all argument types mismatch'),
];

const NO_MATCH = {
  code: 'E0020',
  message: "No matching implementation for call to 'add'",
  suggestion: 'Add explicit type conversion or define add(i32, f64) -> T',
};

export const TRACE = {
  call: 'add(i32, f64)',
  resolution_strategy: 'compile_time_error',
  candidates: REJECTED,
  error: NO_MATCH,
};

export const WHATIF = {
  call: 'collide(PlayerShip, Asteroid)',
  outcome: {
    status: 'resolved',
    selected: 'collide(PlayerShip, Asteroid) -> CollisionResult',
    location: 'src/game/physics.jan:210',
    dispatch_strategy: 'static',
    performance_cost: 'zero_overhead',
    specificity_analysis: 'exact_match',
  },
};

export const AMBIGUOUS = {
  call: 'add(MyVector, f64)',
  outcome: {
    status: 'ambiguous',
    candidates: [
      {
        signature: 'add(Vector2, f64) -> Vector2',
        specificity_reason: 'MyVector is subtype of Vector2',
      },
      {
        signature: 'add(Vector3, f64) -> Vector3',
        specificity_reason: 'MyVector is subtype of Vector3',
      },
    ],
    error: {
      code: 'E0021',
      message: 'Ambiguous dispatch: multiple equally specific implementations',
      suggestion: 'Add more specific implementation for MyVector or use explicit type annotation',
    },
  },
};

const literalOutcome = Object.fromEntries(
  Object.entries(WHATIF.outcome).filter(([name]) => name !== 'specificity_analysis'),
);

/** The values of the document's CBOR listings, and what their corrected bytes are. */
export const CBOR_VECTORS = [
  {
    name: 'dispatch.query',
    value: { symbol: 'add', family: QUERY.family.slice(0, 2) },
    length: 296,
    begin: 'a266',
    sha256: '09566ecc322acd4ea75dc26e07b9a1f0d4a58bae3f814a20ead05821432dd120',
  },
  {
    name: 'dispatch.trace',
    value: { ...TRACE, candidates: REJECTED.slice(0, 2) },
    length: 430,
    begin: 'a464',
    sha256: 'a4a48c8d6df786ca87ae8ecdc6f58c1be2c71ef923d9f7c8b6161255e7f6ac61',
  },
  {
    name: 'dispatch.whatif',
    value: { call: WHATIF.call, outcome: literalOutcome },
    length: 212,
    begin: 'a264',
    sha256: 'ee28a7ce5356893ed9bf73aaf45516c3e2f313234477a1d1a4448a224abe0d49',
  },
];
