// One client: tells the protocols apart, answers requests in their order, and stops reading from who does not read.
import { FrameReader } from '../bridge/frames.ts';
import { answerLine, refusal } from './protocol-v1.ts';
import { ProtocolError, V2Session } from './protocol-v2.ts';
import type { DaemonRuntime } from './runtime.ts';
import type { Stream, StreamHandler } from './socket.ts';

export interface Serving {
  readonly runtime: DaemonRuntime;
  /** Bytes of one request. */
  readonly requestLimit: number;
  /** A request has been answered. */
  readonly served: () => void;
  /** A fault of our own; the client gets an error. */
  readonly fault: (error: unknown) => void;
  readonly gone: (connection: Connection) => void;
}

/** Others get their turn after so many requests of one client. */
const TURN = 64;
const MOST_WAITING = 1024 * 1024;
const FIRST_REQUEST_MS = 30_000;
const NEWLINE = 10;

const isDigit = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= 0x30 && byte <= 0x39;

export class Connection implements StreamHandler {
  readonly #stream: Stream;
  readonly #serving: Serving;
  readonly #reader: FrameReader;
  #line: Buffer[] = [];
  #lineSize = 0;
  #session: V2Session | null = null;
  #isFirst = true;
  #isFinished = false;
  #isPaused = false;
  #isOver = false;
  #deadline: NodeJS.Timeout | undefined;

  constructor(stream: Stream, serving: Serving) {
    this.#stream = stream;
    this.#serving = serving;
    this.#reader = new FrameReader(serving.requestLimit);
    this.#deadline = setTimeout(() => this.#refuse('no request has come'), FIRST_REQUEST_MS);
    this.#deadline.unref();
  }

  data(bytes: Buffer): void {
    if (this.#isOver || bytes.length === 0) return;
    if (this.#isFirst) {
      this.#isFirst = false;
      const { runtime, requestLimit } = this.#serving;
      if (isDigit(bytes[0])) this.#session = new V2Session(runtime, requestLimit);
    }
    if (this.#session) {
      clearTimeout(this.#deadline);
      this.#reader.push(bytes);
      this.#answerSome(TURN);
    } else {
      this.#addToLine(bytes);
    }
  }

  /** Half-closed: it still gets its answers. */
  finished(): void {
    this.#isFinished = true;
    if (this.#isOver) return;
    if (this.#session) this.#answerSome(TURN);
    else if (this.#lineSize > 0) this.#answerLine(Buffer.concat(this.#line));
    else this.#end();
  }

  drained(): void {
    if (this.#session && !this.#isOver) this.#answerSome(TURN);
  }

  closed(): void {
    this.#isOver = true;
    clearTimeout(this.#deadline);
    this.#serving.gone(this);
  }

  /** Answers what is there, and ends. */
  finish(): void {
    if (this.#isOver) return;
    if (this.#session) this.#answerSome(Infinity);
    if (this.#lineSize > 0) this.#refuse('the daemon stops');
    this.#end();
  }

  destroy(): void {
    this.#isOver = true;
    this.#stream.destroy();
  }

  #end(): void {
    this.#isOver = true;
    clearTimeout(this.#deadline);
    this.#stream.end();
  }

  #refuse(message: string): void {
    if (this.#isOver) return;
    if (!this.#session) this.#stream.write(Buffer.from(refusal(message)));
    this.#end();
  }

  #addToLine(bytes: Buffer): void {
    const end = bytes.indexOf(NEWLINE);
    this.#lineSize += end < 0 ? bytes.length : end;
    if (this.#lineSize > this.#serving.requestLimit) {
      this.#refuse(`the request is larger than ${this.#serving.requestLimit} bytes`);
      return;
    }
    this.#line.push(Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)));
    if (end >= 0) this.#answerLine(Buffer.concat(this.#line));
  }

  #answerLine(line: Buffer): void {
    let response: string;
    try {
      response = answerLine(String(line), this.#serving.runtime);
    } catch (error) {
      this.#serving.fault(error);
      response = refusal('a fault of the daemon: its own output says more');
    }
    this.#lineSize = 0;
    this.#stream.write(Buffer.from(response));
    this.#serving.served();
    this.#end();
  }

  #answerSome(most: number): void {
    for (let count = 0; count < most; count++) {
      if (this.#stream.waiting > MOST_WAITING && most !== Infinity) {
        this.#pause();
        return;
      }
      const answer = this.#next();
      if (this.#isOver) return;
      if (answer === null) {
        this.#resume();
        if (this.#isFinished) this.#end();
        return;
      }
      this.#stream.write(answer);
      this.#serving.served();
    }
    this.#pause();
    setImmediate(() => {
      if (!this.#isOver) this.#answerSome(TURN);
    });
  }

  #next(): Buffer | null {
    try {
      const message = this.#reader.next();
      return message && (this.#session?.answer(message) ?? null);
    } catch (error) {
      // The rest cannot be read when it is unclear where a message begins; after a fault nobody knows what holds.
      const isTheirs = error instanceof ProtocolError || this.#reader.isLost;
      if (!isTheirs) this.#serving.fault(error);
      this.#end();
      return null;
    }
  }

  #pause(): void {
    if (!this.#isPaused) this.#stream.pause();
    this.#isPaused = true;
  }

  #resume(): void {
    if (this.#isPaused) this.#stream.resume();
    this.#isPaused = false;
  }
}
