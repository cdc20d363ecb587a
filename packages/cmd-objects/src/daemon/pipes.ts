// Shells without a process between: each makes two named pipes and writes where they are into one that the daemon reads.
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { readPipe } from '#read-pipe';
import type { Stream, StreamHandler } from './socket.ts';

const { O_NONBLOCK, O_RDONLY, O_RDWR, O_WRONLY } = constants;
const LONGEST_LINE = 1024;
const RETRY_MS = 2;

/** With the number of the process: nobody takes what a dead one has left for one that listens. */
export const registryPath = (socket: string): string => `${socket}.${process.pid}.pipe`;

/** What daemons have left that were killed. */
export function removeRegistries(socket: string): void {
  const name = basename(socket);
  for (const file of readdirSync(dirname(socket))) {
    const rest = file.startsWith(`${name}.`) ? file.slice(name.length) : '';
    if (/^\.\d+\.pipe$/.test(rest)) rmSync(join(dirname(socket), file), { force: true });
  }
}

/** Two pipes in one directory; `in` is what the shell writes. */
class PipeStream implements Stream {
  readonly #fd: number;
  readonly #dir: string;
  readonly #reading: { stop: () => void };
  readonly #handler: StreamHandler;
  #kept: Buffer[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isEnding = false;
  #isClosed = false;
  #held: Buffer[] | null = null;
  #isSeen = false;
  #hasDir = true;

  constructor(dir: string, accept: (stream: Stream) => StreamHandler) {
    this.#dir = dir;
    this.#fd = openSync(join(dir, 'out'), O_WRONLY | O_NONBLOCK);
    const input = openSync(join(dir, 'in'), O_RDONLY | O_NONBLOCK);
    this.#handler = accept(this);
    this.#reading = readPipe(input, {
      data: (bytes) => this.#take(bytes),
      closed: () => this.destroy(),
    });
  }

  get waiting(): number {
    return this.#kept.reduce((size, bytes) => size + bytes.length, 0);
  }

  write(bytes: Uint8Array): void {
    if (this.#isClosed) return;
    this.#kept.push(Buffer.from(bytes));
    if (this.#kept.length === 1) this.#flush();
  }

  end(): void {
    this.#isEnding = true;
    if (this.#kept.length === 0) this.destroy();
  }

  destroy(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#reading.stop();
    closeSync(this.#fd);
    this.#removeDir();
    this.#handler.closed();
  }

  pause(): void {
    this.#held ??= [];
  }

  resume(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const bytes of held) this.#handler.data(bytes);
  }

  #take(bytes: Buffer): void {
    // By its second message the shell has opened what it needs.
    if (this.#isSeen) this.#removeDir();
    this.#isSeen = true;
    if (this.#held) this.#held.push(Buffer.from(bytes));
    else this.#handler.data(bytes);
  }

  #removeDir(): void {
    if (!this.#hasDir) return;
    this.#hasDir = false;
    rmSync(this.#dir, { recursive: true, force: true });
  }

  #flush(): void {
    try {
      for (let first = this.#kept[0]; first; first = this.#kept[0]) {
        const size = writeSync(this.#fd, first);
        if (size < first.length) this.#kept[0] = first.subarray(size);
        else this.#kept.shift();
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') this.destroy();
      else this.#timer = setTimeout(() => this.#flush(), RETRY_MS);
      return;
    }
    if (this.#isEnding) this.destroy();
    else if (this.#timer) this.#handler.drained();
    this.#timer = undefined;
  }
}

const isOwn = (path: string, uid: number): boolean => {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.uid === uid && (stats.mode & 0o077) === 0;
};

function open(dir: string, accept: (stream: Stream) => StreamHandler): void {
  const { uid } = userInfo();
  const pipes = ['in', 'out'].map((name) => join(dir, name));
  const isPipe = (path: string): boolean => isOwn(path, uid) && lstatSync(path).isFIFO();
  if (!dir.startsWith('/') || !isOwn(dir, uid) || !pipes.every(isPipe)) return;
  try {
    new PipeStream(dir, accept);
  } catch {
    // The shell has gone meanwhile.
  }
}

/** Lines that are directories, from everyone who may write to the pipe: the owner. */
export function serveRegistry(
  path: string,
  accept: (stream: Stream) => StreamHandler,
): { stop: () => void } {
  const early = `${path}.new`;
  rmSync(early, { force: true });
  const { status, error } = spawnSync('mkfifo', ['-m', '600', early], { stdio: 'ignore' });
  if (status !== 0) throw error ?? new Error(`mkfifo ${path} failed`);
  let line = '';
  const fd = openSync(early, O_RDWR | O_NONBLOCK);
  // Whoever sees it may write: it is open.
  renameSync(early, path);
  const reading = readPipe(fd, {
    data(bytes) {
      const lines = (line + String(bytes)).split('\n');
      line = (lines.pop() ?? '').slice(0, LONGEST_LINE);
      for (const dir of lines) open(dir, accept);
    },
    closed: () => undefined,
  });
  return {
    stop() {
      rmSync(path, { force: true });
      reading.stop();
    },
  };
}
