import { expect, it } from 'vitest';

import type { GateResult } from '../gate.ts';
import { overheadOf } from '../overhead.ts';
import { beginSide } from '../sampler.ts';
import { sideResult } from '../side.ts';
import { reportHtml } from './html.ts';
import { reportMarkdown } from './markdown.ts';
import { type Entry, parseReport, reportJson, reportOf } from './report.ts';

const load = { before: 0.5, after: 0.75, cores: 2 };
const side = (command: string[], samplesMs: number[], problem: string | null = null) =>
  sideResult({ ...beginSide({ name: '', command }), samplesMs, problem });

function gateEntry(name: string, commandMs: number[], change: Partial<GateResult> = {}): Entry {
  const directMs = commandMs.map((ms) => ms / 2);
  const result: GateResult = {
    ...{ name, kind: 'acceptance', verdict: 'pass', reasons: [], budgetMs: 100, runs: 3, seed: 1 },
    ...{ load, nullTest: null, smallestEffectMs: null, trace: null, blame: null },
    command: side(["it's", '-x'], commandMs),
    direct: side(['true'], directMs),
    overhead: overheadOf(commandMs, directMs, 1),
    ...change,
  };
  return { kind: 'gate', name, result };
}

const nasty = `</script><img src="x">|*\n\`\`\``;

it('survives a text that looks like markup, in every form', () => {
  const broken = gateEntry(nasty, [], { verdict: 'fail', reasons: [nasty] });
  const report = reportOf([gateEntry('right', [2, 4, 6]), broken]);
  const html = reportHtml(report);
  expect(html.match(/<\/script>/g)).toHaveLength(1);
  expect(html).not.toContain('<img');
  const rows = reportMarkdown(report).split('\n');
  expect(rows.filter((row) => row.startsWith('| '))).toHaveLength(4);
  expect(rows.join()).not.toMatch(/[^\\]<img/);
});

it('has no figures where there are none, and says so in every form', () => {
  const report = reportOf([gateEntry('broken', [])]);
  expect(report.results[0]).toMatchObject({ mean: null, stddev: null, times: [], exit_codes: [] });
  expect(reportHtml(report)).not.toMatch(/NaN|Infinity|undefined/);
  expect(reportMarkdown(report)).not.toMatch(/NaN|Infinity|undefined/);
});

it('is the same after it was written and read, without what the commands printed', () => {
  const entries = [gateEntry('a', [2, 4, 9]), gateEntry('broken', [])];
  const json = reportJson(reportOf(entries));
  const again = parseReport(json);
  expect(reportJson(again)).toBe(json);
  expect(json).not.toContain('"stdout"');
  expect(reportMarkdown(again)).toBe(reportMarkdown(reportOf(entries)));
  expect(reportHtml(again)).toBe(reportHtml(reportOf(entries)));
});

it('gives seconds, the sample deviation, and words that a shell reads alike', () => {
  const [command, direct] = reportOf([gateEntry('a', [2, 4, 6])]).results;
  expect(command).toMatchObject({ mean: 0.004, stddev: 0.002, median: 0.004, min: 0.002 });
  expect(command?.command).toBe(String.raw`'it'\''s' -x`);
  expect(direct).toMatchObject({ name: 'a (direct)', command: 'true', max: 0.003 });
});

it.each([
  '',
  '{}',
  '[]',
  'null',
  '{"harness":{"version":2,"entries":[]}}',
  '{"harness":{"version":1,"entries":[{"kind":"x"}]}}',
])('refuses %j', (text) => {
  expect(() => parseReport(text)).toThrow(SyntaxError);
});
