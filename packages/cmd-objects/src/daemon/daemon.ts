// The daemon: one object space for every shell and program of the user, over a socket that is the user's alone.
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { EXIT, Failure } from '@rhachet/kit';
import { sockets } from '#socket';
import { Connection, type Serving } from './connection.ts';
import { ensureOwnDir } from './own-dir.ts';
import { OwnFile } from './own-file.ts';
import { claim, pidPath, release } from './pid-file.ts';
import { registryPath, removeRegistries, serveRegistry } from './pipes.ts';
import type { DaemonRuntime } from './runtime.ts';
import type { Stream } from './socket.ts';

export interface DaemonOptions {
  readonly socket: string;
  /** Opens the object space, when it is clear that no other daemon serves there. */
  readonly open: () => DaemonRuntime | Promise<DaemonRuntime>;
  /** Seconds without a request after which it stops; 0: never. */
  readonly idleTimeout?: number;
  /** Bytes of one request. */
  readonly requestLimit?: number;
  /** Faults of our own, which no client should hear of in full. */
  readonly onFault?: (error: unknown) => void;
}

export interface Daemon {
  readonly socket: string;
  /** Finishes what runs, answers, closes the runtime. */
  stop(): Promise<void>;
  /** Resolves when it has stopped, for whatever reason. */
  readonly ended: Promise<void>;
}

export const USUAL_LIMIT = 1024 * 1024;
const NOBODY_ELSE = 0o177;
const FLUSH_MS = 2000;
const LONGEST_PATH = 100;

/** A client that connects and goes: whether somebody serves there. */
export async function isServed(socket: string): Promise<boolean> {
  const nothing = (): void => undefined;
  const handler = { data: nothing, finished: nothing, drained: nothing, closed: nothing };
  const stream = await sockets.connect(socket, () => handler).catch(() => null);
  stream?.destroy();
  return stream !== null;
}

async function claimOrRefuse(socket: string): Promise<void> {
  const holder = await claim(pidPath(socket), async () => !(await isServed(socket)));
  if (holder === null) return;
  throw new Failure(`a daemon already serves ${socket}: process ${holder}`, {
    code: 'DAEMON_RUNNING',
    exit: EXIT.unavailable,
    hint: 'use it, or stop it with tt --kill',
  });
}

async function privately<T>(make: () => Promise<T>): Promise<T> {
  const before = process.umask(NOBODY_ELSE);
  try {
    return await make();
  } finally {
    process.umask(before);
  }
}

class Running implements Daemon {
  readonly socket: string;
  readonly ended: Promise<void>;
  readonly #options: DaemonOptions;
  readonly #runtime: DaemonRuntime;
  readonly #connections = new Set<Connection>();
  readonly #closing: (() => void)[] = [];
  #whenIdle: NodeJS.Timeout | undefined;
  #stopping: Promise<void> | undefined;
  #end: () => void = () => undefined;
  #allGone: () => void = () => undefined;

  constructor(options: DaemonOptions, runtime: DaemonRuntime) {
    this.#options = options;
    this.#runtime = runtime;
    this.socket = options.socket;
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  async open(): Promise<void> {
    const { socket } = this;
    // Whoever holds the pid file owns what is left of others.
    rmSync(socket, { force: true });
    removeRegistries(socket);
    const listener = await privately(() =>
      sockets.listen(socket, (stream) => this.#accept(stream)),
    );
    const file = new OwnFile(socket);
    this.#closing.push(() => {
      // Who stops to listen removes whatever has its path.
      if (!file.isTaken) listener.stop();
      file.remove();
    });
    // A shell that was killed may have started it where nobody looks any more.
    file.whileGone(() => {
      if (this.#connections.size === 0) void this.stop();
    });
    const registry = serveRegistry(registryPath(socket), (stream) => this.#accept(stream));
    this.#closing.push(() => registry.stop());
    this.#restIdle();
  }

  stop(): Promise<void> {
    return (this.#stopping ??= this.#stop());
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#whenIdle);
    for (const close of this.#closing) close();
    for (const connection of [...this.#connections]) connection.finish();
    await this.#goneOr(FLUSH_MS);
    for (const connection of [...this.#connections]) connection.destroy();
    this.#runtime.close();
    release(pidPath(this.socket));
    this.#end();
  }

  #goneOr(ms: number): Promise<void> {
    if (this.#connections.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#allGone = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #accept(stream: Stream): Connection {
    const { requestLimit = USUAL_LIMIT, onFault = () => undefined } = this.#options;
    const serving: Serving = {
      runtime: this.#runtime,
      requestLimit,
      served: () => this.#restIdle(),
      fault: onFault,
      gone: (connection) => {
        this.#connections.delete(connection);
        if (this.#connections.size === 0) this.#allGone();
      },
    };
    const connection = new Connection(stream, serving);
    this.#connections.add(connection);
    return connection;
  }

  #restIdle(): void {
    const { idleTimeout = 0 } = this.#options;
    if (idleTimeout === 0 || this.#stopping) return;
    if (this.#whenIdle) this.#whenIdle.refresh();
    else this.#whenIdle = setTimeout(() => void this.stop(), idleTimeout * 1000);
  }
}

/**
 * Serves until it is stopped.
 * @throws Failure when a daemon serves there already, or the place is open to others
 */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const { socket } = options;
  if (Buffer.byteLength(socket) > LONGEST_PATH)
    throw new Failure(`the path of a socket has at most ${LONGEST_PATH} bytes: ${socket}`, {
      code: 'SOCKET_PATH',
      exit: EXIT.badConfig,
      hint: 'choose a shorter one with --socket',
    });
  ensureOwnDir(dirname(socket));
  await claimOrRefuse(socket);
  let running: Running;
  try {
    running = new Running(options, await options.open());
  } catch (error) {
    release(pidPath(socket));
    throw error;
  }
  try {
    await running.open();
    return running;
  } catch (error) {
    await running.stop();
    throw error;
  }
}
