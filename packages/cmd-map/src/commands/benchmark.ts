// map benchmark dispatch: what the server costs in JSON and CBOR, for projects of four sizes.
import { availableParallelism, cpus } from 'node:os';
import { type Call, countOption, EXIT, type Outcome, progressOf, usage } from '@rhachet/kit';
import type { Format } from '../benchmark/client.ts';
import { measure } from '../benchmark/measure.ts';
import { SCENARIOS, scenarioOf } from '../benchmark/scenarios.ts';
import { type Report, reportText } from '../benchmark/text.ts';
import { byFigures, byMatrix, projectionsOf, triggersOf } from '../benchmark/verdict.ts';

export interface BenchmarkOptions {
  format?: string;
  queries?: string;
  families?: string;
  compare?: true;
  threshold?: string;
}

const MOST_QUERIES = 1_000_000;
const MOST_FAMILIES = 100_000;

const UNITS: Record<string, number> = { '': 1, b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/** `1mb`, `500kb`, `1048576`: bytes. */
function readSize(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)([kmg]?b)?$/i.exec(text) ?? [];
  const bytes = Number(number) * (UNITS[unit.toLowerCase()] ?? 1);
  if (number !== '' && bytes > 0) return bytes;
  throw usage(`--threshold ${text} is no size`, 'as in 1mb, 500kb, 1048576');
}

function readFormats({ format, compare }: BenchmarkOptions): Format[] {
  if (compare && format !== undefined)
    throw usage('--compare measures both forms', 'leave out --format');
  if (compare) return ['json', 'cbor'];
  if (format === undefined || format === 'json' || format === 'cbor') return [format ?? 'json'];
  throw usage(`there is no --format ${format}`, 'there are: json, cbor');
}

function readScenarios({ families }: BenchmarkOptions): typeof SCENARIOS {
  if (families === undefined) return SCENARIOS;
  return [scenarioOf(countOption('families', families, { min: 1, max: MOST_FAMILIES }))];
}

export async function benchmark(
  call: Pick<Call, 'words' | 'json' | 'launch'> & { options: BenchmarkOptions },
): Promise<Outcome> {
  const { words, options, json, launch } = call;
  if (words[0] !== 'dispatch')
    throw usage(`there is no benchmark ${words[0]}`, 'there is: map benchmark dispatch');
  const formats = readFormats(options);
  const queries = countOption('queries', options.queries ?? '1000', { min: 1, max: MOST_QUERIES });
  const threshold = readSize(options.threshold ?? '1mb');
  const progress = json ? undefined : progressOf(launch);
  const report: Report = {
    queries,
    threshold,
    machine: {
      engine: process.versions.bun
        ? `Bun ${process.versions.bun}`
        : `Node ${process.versions.node}`,
      cpus: availableParallelism(),
      model: cpus()[0]?.model.trim() ?? '',
    },
    scenarios: [],
    projections: [],
  };
  for (const scenario of readScenarios(options)) {
    const result = await measure(scenario, {
      formats,
      queries,
      onProgress: (done, total) => progress?.(scenario.name, done, total),
    });
    const measured = result.formats.json ?? result.formats.cbor;
    const triggers = measured ? triggersOf(measured, threshold) : [];
    report.scenarios.push({
      ...result,
      triggers,
      recommended: {
        by_matrix: byMatrix(scenario.families),
        by_figures: byFigures(result, triggers),
      },
    });
    report.projections.push(...projectionsOf(result));
  }
  progress?.('', 1, 1);
  return { print: json ? `${JSON.stringify(report)}\n` : reportText(report), exit: EXIT.ok };
}
