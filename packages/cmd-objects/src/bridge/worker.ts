// One bash process and the ways to and from it: named pipes, because they alone can be read and written synchronously on
// both engines, and a file per depth for what bodies print.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { frame, FrameReader, type ToBash, type Unit } from './frames.ts';
import { WORKER_TEXT } from './worker-text.ts';

const { O_APPEND, O_CREAT, O_EXCL, O_NONBLOCK, O_RDONLY, O_RDWR, O_WRONLY } = constants;

export interface WorkerOptions {
  readonly bash: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

export type End = 'timeout' | 'ended' | 'desync';

/** A worker that is no more: what it ran has no result. */
export class WorkerGone extends Error {
  readonly end: End;
  constructor(end: End) {
    super(end);
    this.end = end;
  }
}

interface Capture {
  readonly out: number;
  readonly err: number;
}

/** Looking again costs 8 us, the shortest pause 120 us: most bodies have ended before one pays. */
const LOOKING_MS = 0.5;
const SHORTEST_PAUSE = 0.05;
const LONGEST_PAUSE = 5;
const LIFE_EVERY = 25;
const CHUNK = 65_536;
const MOST_OUTPUT = 256 * 1024 * 1024;

const pauser = new Int32Array(new SharedArrayBuffer(4));

/** Looks often at first, then ever more rarely: the loss is at most a tenth of the time that has gone by. */
class Patience {
  readonly #deadline: number;
  readonly #start = performance.now();
  #lifeAt = 0;

  constructor(deadline: number) {
    this.#deadline = deadline;
  }

  /** Whether it is time to ask if the other side lives. */
  wait(): boolean {
    const now = performance.now();
    if (now - this.#start < LOOKING_MS) return false;
    if (now > this.#deadline) throw new WorkerGone('timeout');
    const pause = Math.min(Math.max((now - this.#start) / 10, SHORTEST_PAUSE), LONGEST_PAUSE);
    Atomics.wait(pauser, 0, 0, pause);
    if (now < this.#lifeAt) return false;
    this.#lifeAt = now + LIFE_EVERY;
    return true;
  }
}

const isAgain = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EAGAIN';

export class Worker {
  /** Set when it is no more. */
  end: End | null = null;
  readonly #child: ChildProcess;
  readonly #dir: string;
  readonly #run: number;
  readonly #answers: number;
  readonly #questions: number;
  readonly #life: number;
  readonly #reader = new FrameReader();
  readonly #buffer = Buffer.allocUnsafe(CHUNK);
  readonly #captures: Capture[] = [];
  #unit: Unit = 'bytes';

  constructor({ bash, cwd, env }: WorkerOptions) {
    this.#dir = mkdtempSync(join(parentDir(env), 'tt-bash-'));
    const paths = ['run', 'answers', 'questions', 'lock', 'life'].map((name) =>
      join(this.#dir, name),
    );
    const theirs: number[] = [];
    try {
      makePipes(paths);
      const [run = '', answers = '', questions = '', lock = '', life = ''] = paths;
      // Held for reading too, so that opening does not wait for the other side.
      this.#run = openSync(run, O_RDWR | O_NONBLOCK);
      this.#answers = openSync(answers, O_RDWR | O_NONBLOCK);
      this.#questions = openSync(questions, O_RDONLY | O_NONBLOCK);
      theirs.push(openSync(run, O_RDONLY), openSync(answers, O_RDONLY));
      this.#life = openSync(life, O_RDWR | O_NONBLOCK);
      theirs.push(openSync(questions, O_WRONLY), openSync(lock, O_RDWR), openSync(life, O_RDONLY));
      const { BASH_ENV: bashEnv = '', ...rest } = env;
      this.#child = spawn(bash, ['-c', WORKER_TEXT, 'trashtalk', this.#dir, bashEnv], {
        cwd,
        env: { ...rest, TRASHTALK_DISABLE_NATIVE: '1' },
        stdio: ['ignore', 'ignore', 'ignore', ...theirs],
        // A group of its own, so that all of it can be killed.
        detached: true,
      });
      this.#child.on('error', () => undefined);
      this.#child.unref();
    } catch (error) {
      rmSync(this.#dir, { recursive: true, force: true });
      throw error;
    } finally {
      theirs.forEach(closeSync);
    }
    for (const path of paths) rmSync(path);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Waits until bash is there. @throws WorkerGone */
  greet(deadline: number): void {
    if (this.#child.pid === undefined) this.#lost('ended');
    const [, kind, unit] = this.receive(deadline);
    if (kind !== 'hello') this.#lost('desync');
    this.#unit = unit === '3' ? 'characters' : 'bytes';
  }

  /** @throws WorkerGone */
  send(kind: ToBash, fields: readonly string[], deadline: number): void {
    const bytes = frame(kind, fields, this.#unit);
    const to = kind === 'r' && fields[0] === '1' ? this.#run : this.#answers;
    let patience: Patience | undefined;
    for (let at = 0; at < bytes.length;) {
      try {
        at += writeSync(to, bytes, at);
        patience = undefined;
      } catch (error) {
        if (!isAgain(error)) throw error;
        this.#waitWith((patience ??= new Patience(deadline)));
      }
    }
  }

  /** The next message: level, kind, fields. @throws WorkerGone */
  receive(deadline: number): string[] {
    const patience = new Patience(deadline);
    for (;;) {
      try {
        const message = this.#reader.next();
        if (message) return message;
        const size = readSync(this.#questions, this.#buffer, 0, CHUNK, null);
        if (size > 0) this.#reader.push(this.#buffer.subarray(0, size));
        // Before bash has opened it, too, there is nobody at the other end.
        else if (this.#isDead()) this.#lost('ended');
        else this.#waitWith(patience);
      } catch (error) {
        if (error instanceof WorkerGone) throw error;
        if (!isAgain(error)) this.#lost('desync');
        this.#waitWith(patience);
      }
    }
  }

  /** Where bodies of this level print to, empty. */
  openCapture(level: number): void {
    if (this.#captures[level]) return;
    const open = (name: string): number =>
      openSync(join(this.#dir, `${name}.${level}`), O_RDWR | O_APPEND | O_CREAT | O_EXCL, 0o600);
    this.#captures[level] = { out: open('out'), err: open('err') };
  }

  /** What has been printed on this level; it is empty afterwards. */
  takeCapture(level: number): { stdout: string; stderr: string } {
    const capture = this.#captures[level];
    if (!capture) return { stdout: '', stderr: '' };
    return { stdout: this.#take(capture.out), stderr: this.#take(capture.err) };
  }

  kill(end: End): void {
    if (this.end !== null) return;
    this.end = end;
    try {
      if (this.#child.pid !== undefined) process.kill(-this.#child.pid, 'SIGKILL');
    } catch {
      // It has gone by itself.
    }
  }

  /** It ends by itself, and what it has started in the background goes on. */
  retire(): void {
    this.end ??= 'ended';
  }

  /** Bash ends when it reads that we are gone; the goodbye spares what it has started in the background. */
  close(): void {
    this.retire();
    writeSync(this.#life, '.');
    for (const fd of [this.#run, this.#answers, this.#questions, this.#life]) closeSync(fd);
    for (const { out, err } of this.#captures.filter(Boolean)) {
      closeSync(out);
      closeSync(err);
    }
    rmSync(this.#dir, { recursive: true, force: true });
  }

  #take(fd: number): string {
    let size = readSync(fd, this.#buffer, 0, CHUNK, 0);
    if (size === 0) return '';
    let bytes = this.#buffer.subarray(0, size);
    if (size === CHUNK) {
      const all = Buffer.allocUnsafe(Math.min(fstatSync(fd).size, MOST_OUTPUT));
      size = 0;
      for (let got = -1; got !== 0 && size < all.length; size += got)
        got = readSync(fd, all, size, all.length - size, size);
      bytes = all.subarray(0, size);
    }
    const text = String(bytes);
    ftruncateSync(fd, 0);
    return text;
  }

  #waitWith(patience: Patience): void {
    try {
      if (patience.wait() && this.#isDead()) this.#lost('ended');
    } catch (error) {
      if (error instanceof WorkerGone) this.kill(error.end);
      throw error;
    }
  }

  #lost(end: End): never {
    this.kill(end);
    throw new WorkerGone(this.end ?? end);
  }

  /** While we wait nobody collects it: a process that has ended is still there as a zombie. */
  #isDead(): boolean {
    const { pid } = this.#child;
    if (pid === undefined || this.end !== null) return true;
    try {
      process.kill(pid, 0);
      if (process.platform === 'linux')
        return /^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
      return spawnSync('ps', ['-o', 'stat=', '-p', String(pid)])
        .stdout.toString()
        .startsWith('Z');
    } catch {
      return true;
    }
  }
}

/** Memory where that is to be had: emptying a file on a disk waits for whatever else the disk is doing. */
function parentDir({ TMPDIR: own }: NodeJS.ProcessEnv): string {
  const memory = '/dev/shm';
  if (own !== undefined && own !== '') return own;
  try {
    accessSync(memory, constants.W_OK);
    return memory;
  } catch {
    return tmpdir();
  }
}

function makePipes(paths: readonly string[]): void {
  const { status, error } = spawnSync('mkfifo', ['-m', '600', ...paths], { stdio: 'ignore' });
  if (status !== 0) throw error ?? new Error('mkfifo failed');
}
