// Object spaces for tests: one Bun process for all of a file, so that hundreds of messages take milliseconds.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { bunPath } from '@rhachet/build';
import type { RuntimeOptions } from '../src/runtime.ts';
import type { TextReply } from '../src/space/text-request.ts';
import type { TestResult } from '../src/testing/run-tests.ts';

export type SpaceCall =
  | {
      readonly kind: 'open';
      readonly space: number;
      readonly options: Omit<RuntimeOptions, 'openBridge'>;
      /** Where the modules of compiled classes go; null: class files are interpreted. */
      readonly compiled: string | null;
    }
  | {
      readonly kind: 'send';
      readonly space: number;
      readonly words: readonly string[];
      readonly session: string | null;
    }
  | { readonly kind: 'explain'; readonly space: number; readonly words: readonly string[] }
  | { readonly kind: 'tests'; readonly space: number; readonly name: string }
  | { readonly kind: 'close'; readonly space: number };

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

const waiting = new Map<number, Waiting>();
let calls = 0;
let spaces = 0;
let child: ChildProcess | undefined;

function started(): ChildProcess {
  if (child) return child;
  const source = join(import.meta.dirname, 'space-process.ts');
  child = spawn(bunPath(), ['--conditions=@rhachet/source', source], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const { stdout } = child;
  if (!stdout) throw new Error('no stdout');
  createInterface({ input: stdout }).on('line', (line) => {
    const reply = JSON.parse(line) as { id: number; result?: unknown; fault?: string };
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.fault === undefined) asked?.resolve(reply.result);
    else asked?.reject(new Error(reply.fault));
  });
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`the process ended with ${code}`));
  });
  process.once('exit', () => child?.kill());
  return child;
}

function call(request: SpaceCall): Promise<unknown> {
  const { stdin } = started();
  const id = ++calls;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    stdin?.write(`${JSON.stringify({ id, call: request })}\n`);
  });
}

export interface SpaceOptions {
  /** Class files by name; `A::B` is `A__B.trash`, and a name with `/` is the file itself. */
  readonly classes?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly mode?: RuntimeOptions['mode'];
  /** The class files are compiled to TypeScript, and those modules run. Default: where COMPILED_CLASSES is set. */
  readonly isCompiled?: boolean;
}

export class Space {
  readonly directory = mkdtempSync(join(tmpdir(), 'rhachet-space-'));
  readonly database = join(this.directory, 'objects.db');
  readonly #options: SpaceOptions;
  #number = 0;

  constructor(options: SpaceOptions) {
    this.#options = options;
    mkdirSync(join(this.directory, 'classes'));
    for (const [name, text] of Object.entries(options.classes ?? {})) this.write(name, text);
  }

  write(name: string, text: string): void {
    const file = name.includes('/') ? name : `${name.replaceAll('::', '__')}.trash`;
    const path = join(this.directory, 'classes', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  /** Opens it, or anew: as the next shell finds it. */
  async open(): Promise<void> {
    if (this.#number > 0) await call({ kind: 'close', space: this.#number });
    this.#number = ++spaces;
    const { environment = {}, mode = 'write-through' } = this.#options;
    const { isCompiled = process.env.COMPILED_CLASSES !== undefined } = this.#options;
    const compiled = isCompiled ? join(this.directory, `compiled-${this.#number}`) : null;
    const { HOME = '/', PATH = '' } = process.env;
    const options = {
      database: this.database,
      classDirectories: [join(this.directory, 'classes')],
      environment: { HOME, PATH, ...environment },
      mode,
    };
    await call({ kind: 'open', space: this.#number, options, compiled });
  }

  reply(...words: string[]): Promise<TextReply> {
    return call({
      kind: 'send',
      space: this.#number,
      words,
      session: null,
    }) as Promise<TextReply>;
  }

  /** What `$(@ …)` is; an error is thrown. */
  async send(...words: string[]): Promise<string> {
    const { error, output, value } = await this.reply(...words);
    if (error) throw new Error(`${error.type}: ${error.message}`);
    return (output + value).replace(/\n+$/, '');
  }

  /** `Type: message` of the error that a message ends in, and its status. */
  async error(...words: string[]): Promise<string> {
    const { error, status, value } = await this.reply(...words);
    return error ? `${status} ${error.type}: ${error.message}` : `none, but '${value}'`;
  }

  tests(name: string): Promise<TestResult[]> {
    return call({ kind: 'tests', space: this.#number, name }) as Promise<TestResult[]>;
  }

  async close(): Promise<void> {
    await call({ kind: 'close', space: this.#number });
    rmSync(this.directory, { recursive: true, force: true });
  }
}

export async function openSpace(options: SpaceOptions = {}): Promise<Space> {
  const space = new Space(options);
  await space.open();
  return space;
}
