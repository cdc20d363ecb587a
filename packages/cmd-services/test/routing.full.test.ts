// How well requests are routed with all of CLINC150, how flat the time of a decision is, and 64 processes with one cold cache.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clincRegistry, evalLines, refusals } from '../bench/clinc.ts';
import { compile } from '../src/cache/compile.ts';
import { openRoutes } from '../src/cache/routes.ts';
import { FORMAT } from '../src/cache/sections.ts';
import { evalRegistry } from '../src/classifier/eval-registry.ts';
import { onBun, onNode } from './engines.ts';

test('CLINC150: services, orgs, refusals, calibration and size', () => {
  const registry = clincRegistry();
  const bytes = compile(registry, { refusals });
  const found = evalRegistry({ routes: openRoutes(bytes, registry.source), lines: evalLines() });
  console.log({ ...found, confusions: undefined, curve: undefined, bytes: bytes.length });
  expect(found.service_accuracy).toBeGreaterThan(0.92);
  expect(found.org_accuracy).toBeGreaterThan(0.965);
  expect(found.accepted_accuracy).toBeGreaterThan(0.895);
  expect(found.refusal_recall).toBeGreaterThan(0.8);
  expect(found.ece).toBeLessThan(0.02);
  expect(bytes.length).toBeLessThan(1_500_000);
});

test('CLINC150 with ten examples of each service', () => {
  const registry = clincRegistry({ few: 10 });
  const routes = openRoutes(compile(registry), registry.source);
  const { service_accuracy, org_accuracy } = evalRegistry({ routes, lines: evalLines() });
  expect(service_accuracy).toBeGreaterThan(0.81);
  expect(org_accuracy).toBeGreaterThan(0.91);
});

interface Ended {
  code: number | null;
  stdout: string;
}

const ended = ([program = '', ...args]: string[], env: Record<string, string>): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.once('close', (code) => resolve({ code, stdout }));
  });

test.each([
  ['bun', onBun],
  ['node', onNode],
])(
  '64 processes on %s with one cold cache decide alike and leave one whole file',
  async (_, words) => {
    const home = mkdtempSync(join(tmpdir(), 'rhachet-cold-'));
    try {
      const program = words('decide-once.ts');
      const env = { XDG_CACHE_HOME: home };
      const all = await Promise.all(Array.from({ length: 64 }, () => ended(program, env)));
      expect(new Set(all.map(({ code }) => code))).toEqual(new Set([0]));
      expect(new Set(all.map(({ stdout }) => stdout)).size).toBe(1);
      expect(readdirSync(join(home, `rhachet/routes/${FORMAT}`))).toHaveLength(1);
      expect(await ended(program, { ...env, MUST_BE_CACHED: 'yes' })).toEqual(all[0]);
    } finally {
      rmSync(home, { recursive: true });
    }
  },
);
