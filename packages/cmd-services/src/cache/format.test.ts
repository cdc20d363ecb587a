// A compiled registry that an earlier program left must not be read as something else: whoever changes what is stored, or
// how a text is looked up in it, raises FORMAT. This test notices, and says so.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { featuresOf, wordsOf } from '../classifier/features.ts';
import { rankClasses } from '../classifier/ranks.ts';
import type { Model } from '../classifier/train-model.ts';
import { useLinear } from '../decision/pattern.ts';
import { foldedWords } from '../decision/words.ts';
import { compileLinear } from '../linear.entry.ts';
import { loadRegistry } from '../registry/load.ts';
import { compiled } from './compile.ts';
import { hashText } from './key-table.ts';
import { FORMAT } from './sections.ts';

// As every program has it that compiles: without it a risky pattern is one that never matches.
useLinear(compileLinear);

/** Of each format, what the registry below is compiled to. */
const FORMS: Record<number, string> = {
  2: 'f2bf33542a3bea40',
};

/** With everything that a registry can say. */
const REGISTRY = `
webhooks: { github: env:SECRET }
defaults:
  fallback_org: A
  default_services: { B: four }
  on_unknown: refuse
  min_confidence: 0.6
  rate_limit: { per_second: 9 }
orgs:
  A:
    name: First
    description: what it is for
    rate_limit: { per_second: 5, burst: 7 }
    services:
      one:
        description: the first one
        examples: [do one, do it again]
        endpoints: [{ url: "http://h/v1/one", weight: 2 }, { url: "http://i/v1/one" }]
        method: PUT
        headers: { x-a: b }
        health: { url: "http://h/health", status: [200, 204], body: ok, timeout: 3s }
        auth: { type: basic, user: ann, from: file:/secret }
        type: external
        allow_hosts: [h]
        idempotent: true
        timeout: { connect: 1s, try: 2s, total: 3s }
        retry: { attempts: 2, base: 1ms, cap: 2ms }
        breaker: { failures: 2, open_for: 4s }
        fallback: B.four
        follow: 2
        response_limit: 1MiB
        rate_limit: { per_second: 1 }
        category: billing
      two: { endpoint: "http://h/v1/two", auth: { type: hmac, header: X-S, from: "cmd:echo x" } }
  B:
    services:
      three: { endpoint: "wss://h/three", auth: { type: header, header: X-K, from: env:K } }
      four: { endpoint: "http://h/four", auth: { from: env:T } }
rules:
  - { pattern: "@four", org: B, service: four }
  - { pattern: "one|two words", org: A, service: one, priority: 5 }
  - { pattern: "^a.*b{2,}[^c]$", org: A, when: { source: api, path: "/v1/*", method: POST } }
  - { pattern: "(x+)+y", org: B, when: { source: webhook, event: "push.*" } }
  - { org: B, service: three, when: { source: webhook, event: push } }
`;

/** Not trained: what training finds is no matter of the format. */
function untrained(): Model {
  const classes = { services: 4, orgs: 2, orgOf: Uint32Array.of(0, 0, 1, 1, 0, 1) };
  const thresholds = Float32Array.of(-0.5, -0.75, -0.5, -1, -0.25, -0.125);
  return {
    classes,
    rarity: new Uint8Array(1 << 16).fill(9),
    weights: {
      starts: new Uint32Array((1 << 16) + 1).fill(3, 5),
      classes: Uint8Array.of(1, 2, 5),
      values: Int8Array.of(-3, 4, 127),
      scales: Float32Array.of(1, 0.5, 0.25, 0.125, 2, 4),
      thresholds,
    },
    ranks: rankClasses(classes, thresholds),
    vocabulary: Uint32Array.of(1, 2, 3),
    calibration: { service: [1, 2, 3, 4], org: [5, 6, 7, 8], inScope: [9, 8, 7, 6], cases: 5 },
  };
}

/** What a text is looked up by. */
const LOOKED_UP = ['sync the contacts', 'Ünïcode_snake-case 42'].map((text) => ({
  features: featuresOf(wordsOf(text)),
  folded: foldedWords(text),
  key: hashText(text),
}));

test('FORMAT is raised whenever the compiled form changes', () => {
  const { registry } = loadRegistry(REGISTRY, { source: '/r.yaml', hash: 'h' });
  const bytes = compiled(registry, untrained());
  // Without the head of the file, which holds the format itself.
  const form = createHash('sha256')
    .update(bytes.subarray(16))
    .update(JSON.stringify(LOOKED_UP))
    .digest('hex')
    .slice(0, 16);
  const advice = `the compiled form has changed: raise FORMAT in sections.ts to ${FORMAT + 1}, and add "${FORMAT + 1}: '<hash>'" to FORMS here, above ${FORMAT}`;
  expect(form, advice).toBe(FORMS[FORMAT]);
  expect(Math.max(...Object.keys(FORMS).map(Number))).toBe(FORMAT);
});
