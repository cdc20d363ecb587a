// A waterfall of any program, without its help: strace says when a process took on which image.
// strace(1), with -f -ttt: `<pid> <seconds> <call>(<arguments>) = <result>`, or the two halves of a
// call that another process interrupted (`<unfinished ...>`, `<... execve resumed>`).
import { basename } from 'node:path';

import { byStart, type Stage } from './waterfall.ts';

/** What goes in front of a command; its report is written to `file`. */
export function straceWords(file: string): string[] {
  const calls = 'trace=execve,?execveat,?fork,?vfork,clone,?clone3,exit_group';
  return ['strace', '-f', '-ttt', '-s', '200', '-e', calls, '-o', file, '--'];
}

/** A process while its lines are read. */
interface Process {
  readonly pid: number;
  image: string;
  sinceMs: number;
  failedProbes: number;
  /** The first half of a call that was interrupted. */
  pending: string;
}

const LINE = /^(\d+) +(\d+\.\d+) (.*)$/;
const CREATED = /^(?:v?fork|clone3?)\(.*= (\d+)$/;
const IMAGE = /^execve(?:at)?\((?:\S+, )??"((?:[^"\\]|\\.)*)"(?:, \[(.*?)\](?:\.\.\.)?, )?/;
const ENDED = /^\+\+\+ (?:exited|killed|superseded)/;

/** The images of all processes, in milliseconds since the first one; empty for a text without any. */
export function readStrace(text: string): Stage[] {
  const reader = new StraceReader();
  for (const line of text.split('\n')) {
    const [, pid = '', seconds = '', rest = ''] = LINE.exec(line) ?? [];
    if (pid !== '') reader.read(Number(pid), Number(seconds) * 1000, rest);
  }
  return reader.finish();
}

class StraceReader {
  private readonly processes = new Map<number, Process>();
  private readonly threads = new Set<number>();
  private readonly stages: Stage[] = [];
  private originMs: number | undefined;
  private lastMs = 0;

  read(pid: number, atMs: number, text: string): void {
    this.originMs ??= atMs;
    this.lastMs = atMs;
    const process = this.process(pid, atMs);
    const call = joined(process, text);
    if (call === undefined) return;
    const created = Number(CREATED.exec(call)?.[1] ?? NaN);
    if (Number.isFinite(created)) this.created(created, process, call.includes('CLONE_THREAD'));
    else if (call.startsWith('execve')) this.executed(process, atMs, call);
    else if (ENDED.test(call)) this.ended(process, atMs);
  }

  finish(): Stage[] {
    for (const process of this.processes.values()) this.ended(process, this.lastMs);
    return this.stages.sort(byStart);
  }

  /** The child's first line can come before the line in which its parent learns its number. */
  private process(pid: number, atMs: number): Process {
    const known = this.processes.get(pid);
    if (known !== undefined) return known;
    const process = { pid, image: '(fork)', sinceMs: atMs, failedProbes: 0, pending: '' };
    this.processes.set(pid, process);
    return process;
  }

  private created(pid: number, parent: Process, isThread: boolean): void {
    if (isThread) {
      this.threads.add(pid);
      return;
    }
    const child = this.process(pid, this.lastMs);
    if (child.image === '(fork)') child.image = `(fork of ${parent.image})`;
  }

  private executed(process: Process, atMs: number, call: string): void {
    if (!call.endsWith(' = 0')) {
      process.failedProbes += 1;
      return;
    }
    const isFirst = process.image === '(fork)' && atMs === this.originMs;
    if (!isFirst) this.close(process, atMs);
    process.image = imageOf(call);
    process.sinceMs = atMs;
    process.failedProbes = 0;
  }

  private ended(process: Process, atMs: number): void {
    this.processes.delete(process.pid);
    if (!this.threads.has(process.pid)) this.close(process, atMs);
  }

  private close({ pid, image, sinceMs, failedProbes }: Process, atMs: number): void {
    const detail = failedProbes === 0 ? '' : `${failedProbes} failed execve`;
    const times = { startMs: sinceMs - (this.originMs ?? 0), durationMs: atMs - sinceMs };
    this.stages.push({ name: image, pid, process: String(pid), ...times, detail });
  }
}

/** The whole call; undefined for the first half of one. */
function joined(process: Process, text: string): string | undefined {
  const resumed = /^<\.\.\. \S+ resumed>(.*)$/.exec(text);
  if (resumed !== null) {
    const whole = `${process.pending}${resumed[1] ?? ''}`;
    process.pending = '';
    return whole;
  }
  if (!text.endsWith('<unfinished ...>')) return text;
  process.pending = text.slice(0, -'<unfinished ...>'.length);
  return undefined;
}

/** The name of the program; of a script's interpreter, what it was called with does not show. */
function imageOf(call: string): string {
  return basename(IMAGE.exec(call)?.[1] ?? '?');
}
