// How a decision reads for a person.
import { expect, it } from 'vitest';
import type { Decision } from './decide.ts';
import { explainText } from './explain.ts';

const ambiguous: Decision<string> = {
  call: 'skill hi',
  status: 'ambiguous',
  candidates: [
    { signature: 'a', status: 'ambiguous', specificity_reason: 'a over c' },
    { signature: 'b\n', location: '/at/\u001b[2Jb', status: 'ambiguous' },
    { signature: 'c', status: 'rejected', reason: 'a is more specific' },
  ],
  error: { code: 'E0021', message: 'several\tfit', suggestion: 'use --role' },
  accepted: ['a', 'b'],
};

it.each<[Decision<string>, string]>([
  [
    ambiguous,
    [
      'skill hi: ambiguous',
      '  ? a: a over c',
      '  ? b\\x0a',
      '    /at/\\x1b[2Jb',
      '  ✗ c: a is more specific',
      'E0021: several\\x09fit',
      'hint: use --role',
    ].join('\n'),
  ],
  [
    {
      call: 'skill hi',
      status: 'resolved',
      selected: 'a',
      candidates: [{ signature: 'a', location: '/at/a', status: 'accepted' }],
      target: 'a',
      accepted: ['a'],
    },
    'skill hi: resolved to a\n  ✓ a\n    /at/a',
  ],
  [
    {
      call: 'skill hi',
      status: 'no_match',
      candidates: [],
      error: { code: 'E0020', message: 'none', suggestion: 'make one' },
      accepted: [],
    },
    'skill hi: no_match\nE0020: none\nhint: make one',
  ],
])('$status', (decision, text) => {
  expect(explainText(decision)).toBe(`${text}\n`);
});
