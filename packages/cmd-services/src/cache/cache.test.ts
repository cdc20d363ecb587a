// The cache: what was compiled is found again, what is damaged is made again, and nobody else can read it.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { routerOf } from '../decision/router.ts';
import { FIRST, registryOf } from '../testing/registries.fixture.ts';
import { cachedRoutes, cacheFile } from './cached.ts';
import { compile } from './compile.ts';
import { compileAndKeep } from './keep.ts';
import { openRoutes } from './routes.ts';
import { routesFor } from './routes-for.ts';
import { FORMAT, pack, Unusable, unpack } from './sections.ts';

const registry = { ...registryOf(FIRST), hash: 'a'.repeat(64) };

let home: string;
let env: { XDG_CACHE_HOME: string };
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'rhachet-cache-'));
  env = { XDG_CACHE_HOME: join(home, 'cache') };
});
afterEach(() => rmSync(home, { recursive: true }));

const path = (): string => cacheFile(registry.hash, env) ?? '';

test('what was compiled is found again, whole', () => {
  expect(cachedRoutes(registry, env)).toBeUndefined();
  const kept = compileAndKeep(registry, { env });
  expect(kept.path).toBe(path());
  const found = cachedRoutes(registry, env);
  const categorised = found?.registry().orgs.flatMap(({ services }) => services) ?? [];
  expect(found?.registry()).toMatchObject(registry);
  expect(categorised.every(({ examples }) => examples.length === 0)).toBe(true);
  const text = { source: 'text', text: 'what does an agent do' } as const;
  expect(found && routerOf(found)(text)).toEqual(
    routerOf(openRoutes(kept.bytes, registry.source))(text),
  );
});

test('only its owner can read it', () => {
  compileAndKeep(registry, { env });
  expect(statSync(path()).mode & 0o777).toBe(0o600);
  expect(statSync(join(path(), '..')).mode & 0o777).toBe(0o700);
});

test('the same registry gives the same bytes, wherever it lies', () => {
  expect(
    Buffer.compare(compile(registry), compile({ ...registry, source: '/elsewhere.yaml' })),
  ).toBe(0);
});

describe('a damaged file', () => {
  const damages: [string, (whole: Buffer) => Buffer][] = [
    ['empty', () => Buffer.alloc(0)],
    ['a few bytes', (whole) => whole.subarray(0, 7)],
    ['its head alone', (whole) => whole.subarray(0, 16)],
    ['the half', (whole) => whole.subarray(0, whole.length / 2)],
    ['one byte short', (whole) => whole.subarray(0, -1)],
    ['one byte more', (whole) => Buffer.concat([whole, Buffer.alloc(1)])],
    ['another file', () => Buffer.from('#!/bin/sh\nexit 1\n'.repeat(100))],
    ...[3, 5, 9, 20, 500, 5_000, 100_000].map((at): [string, (whole: Buffer) => Buffer] => [
      `another byte at ${at}`,
      (whole) => {
        whole[at] = (whole[at] ?? 0) ^ 0x10;
        return whole;
      },
    ]),
  ];

  test.each(damages)('%s is made again', (_, damage) => {
    compileAndKeep(registry, { env });
    const whole = readFileSync(path());
    const expected = Buffer.from(whole);
    writeFileSync(path(), damage(whole));
    expect(cachedRoutes(registry, env)).toBeUndefined();
    expect(routesFor(registry, { env }).head.hash).toBe(registry.hash);
    expect(Buffer.compare(readFileSync(path()), expected)).toBe(0);
  });
});

test('a file of another registry under this name is not taken', () => {
  const { bytes } = compileAndKeep({ ...registry, hash: 'b'.repeat(64) }, { env });
  compileAndKeep(registry, { env });
  writeFileSync(path(), bytes);
  expect(cachedRoutes(registry, env)).toBeUndefined();
});

test('another format is not read', () => {
  const bytes = pack({ head: new TextEncoder().encode('{}') });
  const text = new TextDecoder('latin1')
    .decode(bytes)
    .replace(`"format":${FORMAT}`, `"format":${FORMAT + 1}`);
  expect(() => unpack(Uint8Array.from(text, (one) => one.charCodeAt(0)))).toThrow(Unusable);
});

test.each([{}, { HOME: '' }, { HOME: 'relative' }, { XDG_CACHE_HOME: '/dev/null/x' }])(
  'without a directory to write to it works all the same: %j',
  (nowhere) => {
    const kept = compileAndKeep(registry, { env: nowhere });
    expect(kept.path).toBeUndefined();
    expect(openRoutes(kept.bytes, registry.source).head.hash).toBe(registry.hash);
    expect(cachedRoutes(registry, nowhere)).toBeUndefined();
  },
);

test('refusals are remembered for the next version of a file, and leave no other trace', () => {
  const refusals = ['lower the water in the pond', 'sing me a song of the sea'];
  const taught = compileAndKeep(registry, { env, refusals });
  const next = { ...registry, hash: 'c'.repeat(64) };
  const later = compileAndKeep(next, { env });
  expect(later.bytes.length).toBe(taught.bytes.length);
  expect(Buffer.compare(later.bytes, compile(next, { refusals }))).toBe(0);
  const elsewhere = { ...next, source: '/elsewhere.yaml' };
  expect(Buffer.compare(compileAndKeep(elsewhere, { env }).bytes, compile(elsewhere))).toBe(0);
  expect(
    readdirSync(join(path(), '..')).filter(
      (name) => !/^([\d.]+-)?[0-9a-f]{64}(\.refusals)?$/.test(name),
    ),
  ).toEqual([]);
});
