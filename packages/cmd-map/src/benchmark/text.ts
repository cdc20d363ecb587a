// The benchmark for people.
import type { Format } from './client.ts';
import type { Distribution } from './distribution.ts';
import type { FormatResult, ScenarioResult } from './measure.ts';
import type { Projection, Trigger } from './verdict.ts';

export interface Report {
  queries: number;
  /** Bytes. */
  threshold: number;
  machine: { engine: string; cpus: number; model: string };
  scenarios: (ScenarioResult & {
    triggers: Trigger[];
    recommended: { by_matrix: string; by_figures: string };
  })[];
  projections: Projection[];
}

const WIDTH = 34;
const COLUMN = 24;

const ms = (value: number): string => `${value.toFixed(value < 10 ? 3 : 1)} ms`;
const spread = ({ p50, p95 }: Distribution): string => `${ms(p50)}, p95 ${ms(p95)}`;
const kB = (bytes: number): string => `${(bytes / 1024).toFixed(1)} kB`;

const ROWS: [string, (result: FormatResult) => string][] = [
  ['cold start: the first answer', ({ cold_start: first }) => ms(first)],
  ['a family for the first time', ({ first }) => spread(first)],
  ['dispatch.query, warm', ({ query }) => spread(query.ms)],
  ['  per second, one client', ({ query }) => query.per_second.toFixed(0)],
  ['dispatch.trace', ({ trace }) => spread(trace.ms)],
  ['  per second, one client', ({ trace }) => trace.per_second.toFixed(0)],
  ['1000 calls in a batch', ({ bulk_1000: bulk }) => ms(bulk)],
  ['writing an answer', ({ network }) => spread(network.serialization)],
  ['a round trip for nothing', ({ network }) => spread(network.transmission)],
  ['reading an answer', ({ parse }) => spread(parse)],
  ['bytes of an answer, mean', ({ bytes }) => kB(bytes.mean)],
  ['  largest', ({ bytes }) => kB(bytes.largest)],
  ['  of the whole map', ({ bytes }) => kB(bytes.whole_map)],
];

const table = (formats: ScenarioResult['formats']): string[] => {
  const named = Object.entries(formats) as [Format, FormatResult][];
  const line = (title: string, cells: string[]): string =>
    `  ${title.padEnd(WIDTH)}${cells.map((cell) => cell.padStart(COLUMN)).join('')}`;
  return [
    line(
      '',
      named.map(([format]) => format.toUpperCase()),
    ),
    ...ROWS.map(([title, cell]) =>
      line(
        title,
        named.map(([, result]) => cell(result)),
      ),
    ),
  ];
};

const triggerLine = ({ trigger, measured, limit, unit, reached }: Trigger): string =>
  `  ${reached ? 'reached    ' : 'not reached'}  ${trigger}: ${measured.toFixed(2)} ${unit}, limit ${limit}`;

function scenarioText(result: Report['scenarios'][number]): string {
  const { scenario, families, overloads, start, formats, triggers, recommended } = result;
  const lines = [
    `${scenario}: ${families} families, ${overloads} overloads, listening after ${ms(start)}`,
    ...table(formats),
    `  ${'with string references, mean'.padEnd(WIDTH)}${kB(result.stringref_mean).padStart(COLUMN)}`,
    `  ${'most memory so far'.padEnd(WIDTH)}${`${result.peak_memory.toFixed(0)} MB`.padStart(COLUMN)}`,
    ...triggers.map(triggerLine),
    `  by the matrix: ${recommended.by_matrix}; by these figures: ${recommended.by_figures}`,
  ];
  return `${lines.join('\n')}\n`;
}

const projectionLine = ({ scenario, projection, projected, measured, met }: Projection): string =>
  `  ${met ? 'met    ' : 'not met'}  ${scenario}: ${projection} ${measured}, projected ${projected}`;

export function reportText({ queries, machine, scenarios, projections }: Report): string {
  const { engine, cpus, model } = machine;
  const head = `${queries} queries each, over loopback, client and server in one process: ${engine}, ${cpus} x ${model}\n`;
  const held = projections.length === 0 ? [] : ['projections', ...projections.map(projectionLine)];
  return [head, ...scenarios.map(scenarioText), ...held.map((line) => `${line}\n`)]
    .join('\n')
    .replace(/\n\n( {2}|$)/g, '\n$1');
}
