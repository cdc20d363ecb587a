// `map serve` in a process of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@rhachet/testing';
import type { MapDocument } from '../src/sources/document.ts';
import { BUN, type Engine } from './engines.ts';

export interface Served {
  url: string;
  port: number;
  pid: number;
  stderr: () => string;
  kill: (signal: NodeJS.Signals) => void;
  /** The exit code, or the name of a signal. */
  ended: Promise<number | string>;
}

interface ServeOptions {
  cwd: string;
  args?: string[];
}

export async function startServe(
  words: string[],
  { cwd, args = [] }: ServeOptions,
): Promise<Served> {
  const [program = '', ...rest] = words;
  const child = spawn(program, [...rest, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? ''));
  });
  const said = (): string | undefined => /listening on (\S+),/.exec(stdout)?.[1];
  const isOver = ended.then(() => 'over' as const);
  const url = await Promise.race([until(said, 'the address of the server', 60), isOver]);
  if (url === 'over') throw new Error(`map serve ended: ${stderr}`);
  const port = Number(/:(\d+)$/.exec(url)?.[1] ?? 0);
  const { pid = 0 } = child;
  return { url, port, pid, stderr: () => stderr, kill: (signal) => child.kill(signal), ended };
}

/** Bytes that a process holds in memory, and the most that it has held. */
export function memoryOf(pid: number): { now: number; most: number } {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);
  return { now: kilobytes('VmRSS') * 1024, most: kilobytes('VmHWM') * 1024 };
}

export interface Asked {
  status: number;
  headers: Headers;
  bytes: Uint8Array;
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- a test knows what it asked for
  json: <T = Record<string, never>>() => T;
}

export interface AskOptions {
  headers?: Record<string, string>;
  method?: string;
  path?: string;
}

/** POSTs a value as JSON, or bytes as they are. */
export async function ask(url: string, body: unknown, options: AskOptions = {}): Promise<Asked> {
  const { headers = {}, method = 'POST', path = '/rpc' } = options;
  const sent = body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
  const all = { 'content-type': 'application/json', accept: '', ...headers };
  const response = await fetch(`${url}${path}`, {
    method,
    headers: all,
    ...(method === 'POST' ? { body: sent } : {}),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as above
  const json = <T>(): T => JSON.parse(new TextDecoder().decode(bytes)) as T;
  return { status: response.status, headers: response.headers, bytes, json };
}

export interface Asker {
  served: Served;
  post: (body: unknown, options?: AskOptions) => Promise<Asked>;
  /** The bare result. */
  result: <T>(method: string, params: unknown) => Promise<T>;
  /** Replaces what the map is made of. */
  write: (document: MapDocument) => void;
  /** Rejects where the server had a fault. */
  close: () => Promise<void>;
}

interface AskerOptions {
  args?: string[];
  engine?: Engine;
}

/** A server over a map, which can be replaced. */
export async function askerOf(document: MapDocument, options: AskerOptions = {}): Promise<Asker> {
  const { args = [], engine = BUN } = options;
  const dir = mkdtempSync(join(tmpdir(), 'rhachet-asker-'));
  const write = (next: MapDocument): void =>
    writeFileSync(join(dir, 'map.json'), JSON.stringify(next));
  write(document);
  const words = ['serve', '--port', '0', '--source', 'map.json', ...args];
  const served = await startServe(engine.words(), { cwd: dir, args: words });
  const post = (body: unknown, asked: AskOptions = {}): Promise<Asked> =>
    ask(served.url, body, asked);
  return {
    served,
    post,
    result: async <T>(method: string, params: unknown) =>
      (await post({ method, params })).json<T>(),
    write,
    close: async () => {
      served.kill('SIGTERM');
      const code = await served.ended;
      rmSync(dir, { recursive: true });
      if (code !== 0 || served.stderr().includes('report it'))
        throw new Error(`map serve ended with ${code}: ${served.stderr()}`);
    },
  };
}
