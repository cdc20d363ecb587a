// What routes eval counts, and what it says of a line that is none.
import { describe, expect, test } from 'vitest';
import { compile } from '../cache/compile.ts';
import { openRoutes } from '../cache/routes.ts';
import { COMPANY_WITH_RULES, registryOf } from '../testing/registries.fixture.ts';
import { evalRegistry } from './eval-registry.ts';

const registry = registryOf({ ...COMPANY_WITH_RULES, fallbackOrg: 'AI' });
const routes = openRoutes(compile(registry), registry.source);
const judge = (...lines: unknown[]) =>
  evalRegistry({
    routes,
    lines: lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  });

test('each figure of a few lines', () => {
  const found = judge(
    { query: 'sync salesforce contacts', org: 'FND', service: 'salesforce' },
    { query: 'restore the backup', org: 'arc', service: 'BACKUP' },
    '',
    { query: 'sync salesforce now', org: 'AI', service: 'router' },
    { query: 'cancel my subscriptions', org: 'FND', service: 'stripe' },
    { query: 'xyzzy', org: null, service: null },
    { query: 'stripe me', service: null },
  );
  expect(found).toMatchObject({
    lines: 6,
    in_scope: 4,
    out_of_scope: 2,
    accepted_accuracy: 0.5,
    org_accuracy: 0.75,
    refusal_recall: 0.5,
    overall: 0.5,
    decided_by: { rule: 3, classifier: 1, default: 1, refused: 1 },
  });
  expect(found.confusions).toContainEqual({
    expected: 'AI.router',
    got: 'FND.salesforce',
    count: 1,
  });
  expect(found.confusions).toContainEqual({ expected: 'null', got: 'FND.stripe', count: 1 });
  expect(found.ece).toBeGreaterThan(0);
  expect(found.curve[0]).toMatchObject({
    threshold: 0,
    accepted_accuracy: 0.5,
    refusal_recall: 0.5,
  });
});

test('what no line counts for is null, not a share', () => {
  const found = judge({ query: 'xyzzy', service: null });
  expect(found).toMatchObject({
    service_accuracy: null,
    org_accuracy: null,
    ece: null,
    refusal_recall: 1,
    overall: 1,
  });
});

test('a wrong first choice with full confidence is an error of calibration of one', () => {
  expect(judge({ query: 'salesforce', org: 'AI', service: 'router' }).ece).toBe(1);
});

describe('a line that is none', () => {
  const good = { query: 'sync salesforce contacts', org: 'FND', service: 'salesforce' };
  test.each([
    ['{"query": ', 'line 2: not JSON'],
    ['[]', 'line 2: not an object'],
    ['null', 'line 2: not an object'],
    [{ org: 'FND', service: 'crm' }, 'line 2: it has no "query"'],
    [{ query: 'x', org: 'FND' }, 'line 2: it has no "service"'],
    [{ query: 'x', org: 'FND', service: 3 }, 'line 2: "service" is neither'],
    [{ query: 'x', org: 3, service: 'crm' }, 'line 2: "org" is no string'],
    [{ query: 'x', org: 'NO', service: 'crm' }, 'line 2: the registry has no org NO'],
    [{ query: 'x', org: 'FND', service: 'no' }, 'line 2: the registry has no service FND.no'],
    [{ query: 'x', service: 'no' }, 'line 2: the registry has no service no'],
  ])('%j', (line, message) => {
    expect(() => judge(good, line)).toThrow(message);
    expect(() => judge(good, line)).toThrow(expect.objectContaining({ exit: 65 }));
  });

  test('none at all', () => {
    expect(() => judge('', ' ')).toThrow(expect.objectContaining({ exit: 65 }));
  });
});
