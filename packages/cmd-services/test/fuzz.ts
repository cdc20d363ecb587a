// What is read from outside, with texts that are nearly right. Each of these throws where something would crash, or say
// what is wrong without saying where.
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { isFailure } from '@rhachet/kit';
import { expect } from 'vitest';
import { parseBody } from '../src/call/read-body.ts';
import { compile } from '../src/cache/compile.ts';
import { openRoutes } from '../src/cache/routes.ts';
import { routerOf } from '../src/decision/router.ts';
import { JsonError, parseJsonBytes } from '@rhachet/serve';
import { lintRegistry } from '../src/registry/lint.ts';
import { decodeRegistry, loadRegistry } from '../src/registry/load.ts';
import { readJob } from '../src/serve/read-job.ts';
import { Refusal } from '../src/serve/reply.ts';
import { toWebhook } from '../src/serve/webhook.ts';
import { DEEP, fuzzed, MARKS } from '../src/testing/fuzz.fixture.ts';
import { FIRST, registryOf } from '../src/testing/registries.fixture.ts';
import { SEED } from '../src/testing/seed.fixture.ts';
import { UPSTREAM_39 } from '../src/testing/upstream.fixture.ts';
import type { Driver } from './driver.ts';
import { serviceAt } from './service.ts';

const ORIGIN = { source: '/r.yaml', hash: 'h' };

/** How many of the texts were taken; every other one was refused with a place. */
export function fuzzRegistry(rounds: number): number {
  let taken = 0;
  const load = (bytes: Uint8Array): void => {
    try {
      const text = decodeRegistry(bytes, ORIGIN.source);
      for (const { at } of lintRegistry(text, ORIGIN)) {
        expect(at?.line).toBeGreaterThan(0);
        expect(at?.column).toBeGreaterThan(0);
      }
      loadRegistry(text, ORIGIN);
      taken += 1;
    } catch (error) {
      if (!isFailure(error)) throw error;
      expect(error.exit).toBe(78);
      expect(error.message).toMatch(/\(\/r\.yaml:[1-9]\d*:[1-9]\d*\)$/);
    }
  };
  // The large one takes ten times as long: now and then is enough.
  const seeds = [...Array<string>(20).fill(SEED), UPSTREAM_39];
  for (const bytes of fuzzed({ seeds, marks: MARKS.yaml, rounds })) load(bytes);
  DEEP.forEach(load);
  return taken;
}

const BODIES = [
  '{ "query": "sync salesforce contacts", "context": { "user": "ann" }, "data": [1, 2.5e3, null] }',
  '{ "org": "FND", "service": "stripe", "timeout": "5s", "retries": 2, "raw_body": true }',
  '{ "method": "POST", "path": "/v1/salesforce", "headers": { "a": "b" }, "body": { "query": "x" } }',
  '{ "action": "opened", "event": "issues", "issue": { "title": "crash \\u00e9\\n", "labels": ["a"] } }',
  '"just a text"',
];

/** The same of the bodies that `routes serve` takes: a job or a webhook, decided in the end. */
export function fuzzBodies(rounds: number): number {
  const registry = registryOf(FIRST);
  const router = routerOf(openRoutes(compile(registry), registry.source));
  let taken = 0;
  const take = (bytes: Uint8Array): void => {
    try {
      const parsed = parseJsonBytes(bytes);
      const header = (): undefined => undefined;
      const incoming = { method: 'POST', path: '/', header } as unknown as Parameters<
        typeof toWebhook
      >[0];
      router(toWebhook(incoming, { sender: 'github', payload: parsed.value }));
      const { request, target } = readJob(parsed);
      router(request, target);
      taken += 1;
    } catch (error) {
      if (!(error instanceof JsonError || error instanceof Refusal)) throw error;
      expect(error.at?.line).toBeGreaterThan(0);
      expect(error.at?.column).toBeGreaterThan(0);
    }
  };
  for (const bytes of fuzzed({ seeds: BODIES, marks: MARKS.json, rounds })) take(bytes);
  DEEP.forEach(take);
  return taken;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** And of what services answer: data, or why it is none. */
export function fuzzAnswers(rounds: number): number {
  let taken = 0;
  const read = (bytes: Uint8Array): void => {
    const { fault } = parseBody(bytes, JSON_TYPE);
    if (fault === undefined) taken += 1;
    else expect(fault).toMatch(/\(line [1-9]\d*, column [1-9]\d*\)$/);
    parseBody(bytes, {});
  };
  for (const bytes of fuzzed({ seeds: BODIES, marks: MARKS.json, rounds })) read(bytes);
  DEEP.forEach(read);
  return taken;
}

const ANSWERS = [
  'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{"a": 1}',
  'HTTP/1.1 503 Busy\r\nRetry-After: 3\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbusy\r\n0\r\n\r\n',
  'HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n',
];

/** Answers each connection with the next bytes, and hangs up. */
async function rawServer(answers: Iterator<Uint8Array>): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      const { value } = answers.next() as IteratorResult<Uint8Array, undefined>;
      socket.end(value ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Whole answers over a socket: whatever comes, the call ends with a result or an error that has a code. */
export async function fuzzWire(driver: Driver, rounds: number): Promise<number> {
  const answers = fuzzed({ seeds: ANSWERS, marks: MARKS.http, rounds: Infinity });
  const server = await rawServer(answers);
  const { port } = server.address() as AddressInfo;
  const service = serviceAt(`http://127.0.0.1:${port}/`, { follow: 1 });
  let taken = 0;
  for (let round = 0; round < rounds; round += 1) {
    const { answer } = await driver.run({ op: 'call', service });
    if (answer?.ok) taken += 1;
    else expect(answer?.error?.code).toMatch(/^[a-z_\dx]+$/);
  }
  server.close();
  return taken;
}
