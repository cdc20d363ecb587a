// perf.config.ts: what the command-line program measures. Found in the working directory, or named.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { CompareManyOptions, GateOptions, MeasureOptions, Settings } from '../options.ts';
import { CannotRun } from './cannot-run.ts';

type Named<T> = T & { readonly name: string };

/** Settings that stand here are those of every entry that does not state its own. */
export interface PerfConfig extends Settings {
  /** Runs that count, or rounds of a table. */
  readonly runs?: number | undefined;
  /** For `perf-harness gate`; `compare` gives their figures without a verdict. */
  readonly gates?: readonly GateOptions[] | undefined;
  /** For `perf-harness compare`: several commands against one of them. */
  readonly tables?: readonly Named<CompareManyOptions>[] | undefined;
  /** For `perf-harness run`: commands by themselves. */
  readonly commands?: readonly Named<MeasureOptions>[] | undefined;
}

const NAMES = [
  'perf.config.ts',
  'perf.config.mts',
  'perf.config.mjs',
  'perf.config.js',
  'perf.config.json',
];

const KEYS: Record<keyof PerfConfig, true> = {
  ...{ gates: true, tables: true, commands: true, runs: true, warmup: true, seed: true },
  ...{ cwd: true, env: true, input: true, expect: true, timeoutMs: true },
  ...{ signal: true, onRound: true },
};

/** Returns its argument, for the types. */
export function defineConfig(config: PerfConfig): PerfConfig {
  return config;
}

/** @throws CannotRun when there is none, or it cannot be read */
export async function loadConfig(named: string | undefined): Promise<PerfConfig> {
  const path = named ?? NAMES.find((name) => existsSync(name));
  if (path === undefined) {
    throw new CannotRun(
      'there is no perf.config.ts here',
      'write one, name another file, or put the command behind `--`',
    );
  }
  if (!existsSync(path)) throw new CannotRun(`there is no file ${path}`, 'name a perf.config.ts');
  const loaded = await load(resolve(path)).catch((error: unknown) => {
    throw new CannotRun(
      `${path} cannot be loaded: ${String(error)}`,
      'it must export its settings by default',
    );
  });
  return checked(loaded, path);
}

async function load(path: string): Promise<unknown> {
  const extension = extname(path);
  if (extension === '.json') return JSON.parse(await readFile(path, 'utf8'));
  if (/^\.[cm]?ts$/.test(extension)) return importTypeScript(path);
  return ((await import(pathToFileURL(path).href)) as { default?: unknown }).default;
}

/** Node 22.18 and newer read TypeScript by themselves; jiti does it for the others. */
async function importTypeScript(path: string): Promise<unknown> {
  if ('typescript' in process.features && process.features.typescript !== false) {
    return ((await import(pathToFileURL(path).href)) as { default?: unknown }).default;
  }
  const { createJiti } = await import('jiti');
  const jiti = createJiti(path, { fsCache: false, moduleCache: false });
  return jiti.import(path, { default: true });
}

function checked(config: unknown, path: string): PerfConfig {
  const wrong = (what: string): never => {
    throw new CannotRun(`${path}: ${what}`, 'see `perf-harness --help`');
  };
  if (typeof config !== 'object' || config === null) wrong('exports no settings by default');
  const strange = Object.keys(config as object).find((key) => !(key in KEYS));
  if (strange !== undefined) wrong(`there is no setting ${strange}`);
  for (const key of ['gates', 'tables', 'commands'] as const) {
    const list: unknown = (config as PerfConfig)[key];
    if (list === undefined) continue;
    if (!Array.isArray(list)) wrong(`${key} must be an array`);
    const names = (list as unknown[]).map((entry) => (Object(entry) as { name?: unknown }).name);
    if (names.some((name) => typeof name !== 'string' || name === ''))
      wrong(`each of ${key} needs a name`);
  }
  return config as PerfConfig;
}
