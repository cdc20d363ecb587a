// The bridge to bash: runs bodies in a worker that stays, and serves what they ask for while their caller waits.
import { answer, failed } from './answer.ts';
import type { BashCall, BashResult, Bridge, BridgeHost } from './bridge.ts';
import { bashes } from './find-bash.ts';
import { whyNot } from './frames.ts';
import { ownDirectory } from './own-directory.ts';
import { Texts } from './texts.ts';
import { type End, Worker, WorkerGone } from './worker.ts';

export interface BridgeOptions {
  /** Where bodies run; where the process is at each call when it is left out. */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds that one call may take; else `TRASHTALK_TIMEOUT` seconds, else 60 s. */
  readonly timeout?: number;
}

const USUAL_TIMEOUT = 60_000;
const START_TIMEOUT = 20_000;
/** Each is a process of 4 MB. */
const MOST_WORKERS = 16;
export const MOST_DEPTH = 100;
const TIMED_OUT = 124;

const NO_BASH =
  'no bash 4.4 or newer in PATH, which raw methods need (macOS has 3.2: brew install bash)';

/** A body that runs, and what is known of its errors. */
interface Level {
  readonly call: BashCall;
  readonly deadline: number;
  /** Of a message that it sent, and of `_throw` in its subshells. */
  lastError: BashResult['error'];
  /** Something that is no error of the program went through it: thrown again when it has ended. */
  thrown: { readonly error: unknown } | null;
  /** The body has heard of that, and cleans up. */
  isLeaving: boolean;
  /** The process that asked for a body further in has ended with it: it waits for no answer. */
  isOrphan: boolean;
}

const failure = (type: string, message: string, status = 1): BashResult => ({
  stdout: '',
  stderr: '',
  status,
  error: { type, message },
  variables: null,
});

const LEAVE = { kind: 'u', fields: [], error: null } as const;

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const READ_ONLY = new Set(
  'BASHOPTS BASHPID BASH_VERSINFO EUID PPID SHELLOPTS UID FUNCNAME GROUPS DIRSTACK _'.split(' '),
);
const canBeLocal = (name: string): boolean =>
  NAME.test(name) && !READ_ONLY.has(name) && !name.startsWith('_tt_');

class SessionWorker {
  readonly #options: BridgeOptions;
  readonly #timeout: number;
  readonly #levels: Level[] = [];
  readonly #texts = new Texts(canBeLocal);
  #worker: Worker | null = null;

  constructor(options: BridgeOptions, timeout: number) {
    this.#options = options;
    this.#timeout = timeout;
  }

  run(call: BashCall, host: BridgeHost): BashResult {
    const depth = this.#levels.length + 1;
    if (depth > MOST_DEPTH)
      return failure('DepthExceeded', `bash methods call each other ${MOST_DEPTH} deep`);
    const names = Object.keys(call.variables ?? {}).filter(canBeLocal);
    // Further in, it is wherever the body around it is.
    const where = depth === 1 ? this.#directory() : '';
    const fields = this.#fieldsOf(call, names, where);
    const problem = whyNot([call.text, ...fields]);
    if (problem !== null) return failure('ShellError', problem);
    let worker: Worker | null;
    try {
      worker = this.#live();
    } catch (error) {
      if (error instanceof WorkerGone) return this.#ended(error.end);
      throw error;
    }
    if (!worker) return failure('ShellError', NO_BASH, 127);
    const own = performance.now() + this.#timeout;
    const deadline = Math.min(own, this.#levels.at(-1)?.deadline ?? own);
    const level: Level = {
      call,
      deadline,
      lastError: null,
      thrown: null,
      isLeaving: false,
      isOrphan: false,
    };
    this.#levels.push(level);
    try {
      worker.openCapture(depth);
      worker.send('r', [String(depth), ...fields], deadline);
      return this.#serve(worker, { level, depth, names, host });
    } catch (error) {
      if (!(error instanceof WorkerGone)) throw error;
      if (level.thrown) throw level.thrown.error;
      return { ...this.#ended(error.end), ...worker.takeCapture(depth) };
    } finally {
      this.#levels.pop();
      if (depth === 1 && worker.end !== null) this.close();
    }
  }

  get isRunning(): boolean {
    return this.#levels.length > 0;
  }

  close(): void {
    this.#worker?.close();
    this.#worker = null;
  }

  #directory(): string {
    return this.#options.cwd ?? ownDirectory();
  }

  #fieldsOf(call: BashCall, names: readonly string[], where: string): string[] {
    const { args, context, variables } = call;
    const { receiver, className, instance, superclass, selector } = context;
    const pairs = names.flatMap((name) => [name, variables?.[name] ?? '']);
    const number = String(this.#texts.numberOf(call));
    const about = [receiver, className, instance, superclass, selector];
    return [number, String(args.length), where, ...about, ...args, ...pairs];
  }

  #ended(end: End): BashResult {
    if (end === 'timeout')
      return failure('ShellError', `bash took longer than ${this.#timeout / 1000} s`, TIMED_OUT);
    if (end === 'desync') return failure('ShellError', 'bash sent what nobody can read');
    return failure('ShellError', 'bash ended before the method did');
  }

  /** Inside of a body it must be the worker that runs it. */
  #live(): Worker | null {
    if (this.#worker) {
      if (this.#worker.end === null) return this.#worker;
      if (this.isRunning) throw new WorkerGone(this.#worker.end);
    }
    const { env = process.env } = this.#options;
    const cwd = this.#directory() || '/';
    for (const bash of bashes(env.PATH)) {
      const worker = new Worker({ bash, cwd, env });
      try {
        worker.greet(performance.now() + START_TIMEOUT);
        this.#worker = worker;
        return worker;
      } catch (error) {
        worker.kill('ended');
        worker.close();
        if (!(error instanceof WorkerGone)) throw error;
      }
    }
    return null;
  }

  #serve(worker: Worker, at: Serving): BashResult {
    for (;;) {
      const [depth = '', kind = '', ...words] = worker.receive(at.level.deadline);
      // A job of a body that has ended, too, may ask: it gets its answer from the body that runs.
      if (kind === '=') {
        if (depth === String(at.depth)) return this.#result(worker, at, words);
        worker.kill('desync');
        throw new WorkerGone('desync');
      }
      this.#reply(worker, at, [kind, ...words]);
    }
  }

  #reply(worker: Worker, { level, host }: Serving, question: string[]): void {
    const [kind, first = '', second = ''] = question;
    if (kind === 'text') {
      worker.send('v', [this.#texts.textOf(Number(first))], level.deadline);
    } else if (kind === 'leaving') {
      level.isLeaving = true;
      worker.send('v', [], level.deadline);
    } else if (kind === 'thrown') {
      level.lastError = { type: first, message: second };
      worker.send('v', [], level.deadline);
    } else {
      this.#replyFrom(worker, level, () => answer(host, question, level.call.context));
    }
  }

  #replyFrom(worker: Worker, level: Level, ask: () => ReturnType<typeof answer>): void {
    let reply: ReturnType<typeof answer> = LEAVE;
    try {
      // Once something goes through the body, whatever it asks next makes it end.
      if (!level.thrown || level.isLeaving) reply = ask();
    } catch (error) {
      level.thrown ??= { error };
    }
    if (worker.end !== null) throw new WorkerGone(worker.end);
    reply ??= failed({ type: 'ShellError', message: 'bash asked what nobody knows' });
    level.lastError = reply.error;
    if (!level.isOrphan) worker.send(reply.kind, reply.fields, level.deadline);
    level.isOrphan = false;
  }

  #result(worker: Worker, { level, depth, names }: Serving, words: string[]): BashResult {
    const [code = '', gone = '', type = '', message = '', ...values] = words;
    const printed = worker.takeCapture(depth);
    const outer = this.#levels[depth - 2];
    if (gone !== '' && outer) outer.isOrphan = true;
    if (gone === 'worker') worker.retire();
    if (level.thrown) throw level.thrown.error;
    const status = Number(code);
    const own = type === '' ? level.lastError : { type, message };
    const before = level.call.variables;
    const read = names.map((name, index) => [name, values[index] ?? before?.[name] ?? '']);
    return {
      ...printed,
      status,
      error: status === 0 ? null : own,
      variables: before && { ...before, ...(Object.fromEntries(read) as Record<string, string>) },
    };
  }
}

interface Serving {
  readonly level: Level;
  readonly depth: number;
  readonly names: readonly string[];
  readonly host: BridgeHost;
}

function timeoutOf({ timeout, env = process.env }: BridgeOptions): number {
  const seconds = Number(env.TRASHTALK_TIMEOUT);
  return timeout ?? (seconds > 0 && Number.isFinite(seconds) ? seconds * 1000 : USUAL_TIMEOUT);
}

/** What such a session has set in its shell is gone; its next call starts a new one. */
function closeOldest(workers: Map<string | null, SessionWorker>): void {
  for (const [session, worker] of workers) {
    if (worker.isRunning) continue;
    worker.close();
    workers.delete(session);
    return;
  }
}

/** Starts nothing until the first call. */
export function openBridge(options: BridgeOptions = {}): Bridge {
  const workers = new Map<string | null, SessionWorker>();
  const timeout = timeoutOf(options);
  return {
    run(call, host) {
      const worker = workers.get(call.session) ?? new SessionWorker(options, timeout);
      // The one that was called last stands last.
      workers.delete(call.session);
      workers.set(call.session, worker);
      if (workers.size > MOST_WORKERS) closeOldest(workers);
      return worker.run(call, host);
    },
    close() {
      for (const worker of workers.values()) worker.close();
      workers.clear();
    },
  };
}
