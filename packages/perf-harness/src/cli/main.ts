// The command-line program: words in, entries measured, reports out, and the exit code of a gate.
import { writeFileSync } from 'node:fs';

import { formatGate } from '../format-gate.ts';
import { formatMeasurement } from '../format-measurement.ts';
import { formatTable } from '../format-table.ts';
import { type Entry, type Report, reportJson, reportOf } from '../report/report.ts';
import { formatWaterfall } from '../trace/format.ts';
import { type Arguments, readArguments } from './arguments.ts';
import { CannotRun } from './cannot-run.ts';
import { complain, isColoured, print, progressBar } from './terminal.ts';

/** 0 pass, or done; 1 over the budget; 2 inconclusive, or it could not run. */
export type ExitCode = 0 | 1 | 2;

/** Runs the program; never rejects. `argv` is without the program itself. */
export async function main(argv: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  try {
    const args = readArguments(argv);
    if (args === 'help' || args === 'version') return await inform(args);
    const entries = await entriesOf(args, signal);
    const report = reportOf(entries);
    print(args.json ? reportJson(report) : `${entries.map(asText).join('\n\n')}\n`);
    await writeFiles(report, args);
    return exitCodeOf(entries);
  } catch (error) {
    // Whoever interrupted us knows it; the process ends by the same signal.
    return signal.aborted ? 2 : explain(error, argv);
  }
}

async function inform(what: 'help' | 'version'): Promise<ExitCode> {
  const { HELP, version } = await import('./help.ts');
  print(what === 'help' ? HELP : `${version()}\n`);
  return 0;
}

async function entriesOf(args: Arguments, signal: AbortSignal): Promise<readonly Entry[]> {
  const { command, path = '', file } = args;
  if (command === 'report' || file !== undefined) {
    const { readResults, readTraceFile } = await import('./read-entries.ts');
    return file === undefined ? readResults(path) : [readTraceFile(file)];
  }
  const { measureAll } = await import('./measure-all.ts');
  const bar = progressBar(!args.json);
  try {
    return await measureAll(args, { signal, onProgress: bar.show });
  } finally {
    bar.clear();
  }
}

function asText(entry: Entry): string {
  switch (entry.kind) {
    case 'gate':
      return coloured(formatGate(entry.result));
    case 'table':
      return `${entry.name}\n${formatTable(entry.result)}`;
    case 'measurement':
      return formatMeasurement(entry.name, entry.result);
    case 'trace': {
      const { waterfall, problem } = entry.result;
      return waterfall === null ? `${entry.name} ${problem ?? ''}` : formatWaterfall(waterfall);
    }
  }
}

function coloured(text: string): string {
  if (!isColoured()) return text;
  const colours: Record<string, number> = { PASS: 32, FAIL: 31, INCONCLUSIVE: 33 };
  return text.replace(/^[A-Z]+/, (verdict) => `\x1b[1;${colours[verdict] ?? 0}m${verdict}\x1b[0m`);
}

async function writeFiles(report: Report, args: Arguments): Promise<void> {
  const { exportJson, markdown, html, chrome, svg } = args;
  const write = (path: string | undefined, text: () => string): void => {
    if (path === undefined) return;
    try {
      writeFileSync(path, text());
    } catch (error) {
      throw new CannotRun(
        `${path} cannot be written: ${(error as Error).message}`,
        'name another file',
      );
    }
  };
  write(exportJson, () => reportJson(report));
  if (markdown !== undefined) {
    const { reportMarkdown } = await import('../report/markdown.ts');
    write(markdown, () => reportMarkdown(report));
  }
  if (html !== undefined) {
    const { reportHtml } = await import('../report/html.ts');
    write(html, () => reportHtml(report));
  }
  if (chrome === undefined && svg === undefined) return;
  const { onlyWaterfall, chromeTrace, waterfallFile } = await import('./trace-files.ts');
  const waterfall = onlyWaterfall(report);
  write(chrome, () => chromeTrace(waterfall));
  write(svg, () => waterfallFile(waterfall));
}

function exitCodeOf(entries: readonly Entry[]): ExitCode {
  const verdicts = entries.map((entry) => {
    if (entry.kind === 'gate') return entry.result.verdict;
    const { result } = entry;
    const sides = 'rows' in result ? result.rows : [result];
    return sides.some(({ problem }) => problem !== null) ? 'inconclusive' : 'pass';
  });
  if (verdicts.includes('fail')) return 1;
  return verdicts.includes('inconclusive') ? 2 : 0;
}

function explain(error: unknown, argv: readonly string[]): ExitCode {
  const end = argv.indexOf('--');
  const asJson = (end === -1 ? argv : argv.slice(0, end)).includes('--json');
  const { message, stack = message } = error as Error;
  const ofOption = /^perf-harness: (.*)$/s.exec(message)?.[1];
  // Only a fault of our own shows its stack; what a parser says can have several lines.
  const known = error instanceof CannotRun ? message.replace(/\s+/g, ' ') : ofOption;
  const hint = error instanceof CannotRun ? error.hint : 'see `perf-harness --help`';
  const says = known ?? stack;
  if (asJson) print(`${JSON.stringify({ error: { message: says, hint } })}\n`);
  else complain(`perf-harness: ${says}\n  ${hint}\n`);
  return 2;
}
