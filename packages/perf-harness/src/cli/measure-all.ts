// From a command and its configuration to the entries of a report.
import { compareMany } from '../compare-many.ts';
import { gate } from '../gate.ts';
import { measure } from '../measure.ts';
import type { Progress, Settings, TraceSource } from '../options.ts';
import type { Entry } from '../report/report.ts';
import { trace } from '../trace/trace.ts';
import type { Arguments } from './arguments.ts';
import { CannotRun } from './cannot-run.ts';
import { loadConfig, type PerfConfig } from './config.ts';

/** What a person watches and interrupts with. */
export interface Hooks {
  readonly signal: AbortSignal;
  /** `share`, of all that is to be done, is from 0 to 1. */
  readonly onProgress: (name: string, share: number) => void;
}

/** One entry to be. */
interface Job {
  readonly name: string;
  /** `over` outdoes what the configuration says. */
  readonly start: (over: Settings) => Promise<Entry>;
}

/** @throws CannotRun when there is nothing to measure, TypeError for a wrong option */
export async function measureAll(args: Arguments, { signal, onProgress }: Hooks): Promise<Entry[]> {
  const { words, path, only = '', seed } = args;
  const named = { name: words.join(' '), command: words };
  const config = words.length > 0 ? { commands: [named] } : await loadConfig(path);
  const jobs = jobsFor(config, args).filter(({ name }) => name.includes(only));
  if (jobs.length === 0) throw nothingFor(args);
  const entries: Entry[] = [];
  for (const [index, { name, start }] of jobs.entries()) {
    const onRound = ({ done, total }: Progress): void =>
      onProgress(name, (index + done / total) / jobs.length);
    onProgress(name, index / jobs.length);
    entries.push(await start({ signal, onRound, ...(seed === undefined ? {} : { seed }) }));
    signal.throwIfAborted();
  }
  return entries;
}

function jobsFor(config: PerfConfig, args: Arguments): Job[] {
  switch (args.command) {
    case 'run':
      return runJobs(config, args);
    case 'gate':
      return gateJobs(config, args);
    case 'compare':
      return compareJobs(config, args);
    case 'trace':
      return traceJobs(config, args);
    case 'report':
      return [];
  }
}

function runJobs(config: PerfConfig, { runs }: Arguments): Job[] {
  return listed(config, config.commands).map((entry) => ({
    name: entry.name,
    start: async (over) => {
      const result = await measure({ ...entry, ...over, runs: runs ?? entry.runs });
      return { kind: 'measurement', name: entry.name, result };
    },
  }));
}

function gateJobs(config: PerfConfig, { runs }: Arguments): Job[] {
  return listed(config, config.gates).map((entry) => ({
    name: entry.name,
    start: async (over) => {
      const result = await gate({ ...entry, ...over, runs: runs ?? entry.runs });
      return { kind: 'gate', name: entry.name, result };
    },
  }));
}

/** A gate is a table of two rows. */
function compareJobs(config: PerfConfig, { runs }: Arguments): Job[] {
  const gates = listed(config, config.gates).map(({ command, direct, runs: rounds, ...entry }) => {
    const rows = [
      { name: 'direct', command: direct },
      { name: 'command', command },
    ];
    return { ...entry, rounds, rows, baseline: 'direct' };
  });
  return [...listed(config, config.tables), ...gates].map((entry) => ({
    name: entry.name,
    start: async (over) => {
      const result = await compareMany({
        ...entry,
        ...over,
        rounds: runs ?? entry.rounds ?? config.runs,
      });
      return { kind: 'table', name: entry.name, result };
    },
  }));
}

function traceJobs(config: PerfConfig, { runs, from }: Arguments): Job[] {
  const asked = (source: TraceSource = {}): TraceSource => ({
    ...source,
    from: from ?? source.from,
  });
  const gates = listed(config, config.gates).map((entry) => ({
    ...entry,
    source: asked(entry.trace),
  }));
  const commands = listed(config, config.commands).map((entry) => ({ ...entry, source: asked() }));
  return [...gates, ...commands].map((entry) => ({
    name: entry.name,
    start: async (over) => ({
      kind: 'trace',
      name: entry.name,
      // The `runs` of a gate are many, and are not meant for this.
      result: await trace({ ...entry, ...over, runs }),
    }),
  }));
}

/** The entries of a list, each with the settings that stand above them. */
function listed<T extends Settings>(config: PerfConfig, list: readonly T[] = []): T[] {
  const settings = { ...config, gates: undefined, tables: undefined, commands: undefined };
  return list.map((entry) => ({ ...settings, ...entry }));
}

function nothingFor({ command, only }: Arguments): CannotRun {
  const kinds = {
    run: 'commands',
    gate: 'gates',
    compare: 'tables or gates',
    trace: 'gates or commands',
    report: '',
  };
  const which = only === undefined ? '' : ` with "${only}" in a name`;
  return new CannotRun(
    `there are no ${kinds[command]}${which} to ${command}`,
    'see `perf-harness --help`',
  );
}
