// The way to the daemon from JavaScript: one connection, requests in their order.
import { sockets } from '#socket';
import type { TextReply } from '../space/text-request.ts';
import { decodeFrame } from './decode-frame.ts';
import { ownDirectory } from '../bridge/own-directory.ts';
import type { Stream } from './socket.ts';
import { VERSION } from './version.ts';

/** The daemon has gone, or says what cannot be read. */
export class ConnectionLost extends Error {}

export interface Client {
  /** A message; a direct method is run in the daemon's bash. */
  send(words: readonly string[]): Promise<TextReply>;
  /** JSON text, or null when there is none. */
  inspect(what: string): Promise<string | null>;
  close(): void;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

interface Answer {
  readonly kind: string;
  readonly fields: readonly string[];
}

const encode = (fields: readonly string[]): Buffer =>
  Buffer.from(`${fields.length}\0${fields.join('\0')}\0`);

class Asking {
  readonly #waiting: Waiting[] = [];
  #bytes: Buffer = Buffer.alloc(0);
  #stream: Stream | null = null;
  #isLost = false;

  attach(stream: Stream): void {
    this.#stream = stream;
  }

  ask(fields: readonly string[]): Promise<Answer> {
    if (fields.some((field) => field.includes('\0')))
      return Promise.reject(new TypeError('a message cannot hold a NUL character'));
    return new Promise((resolve, reject) => {
      if (this.#isLost || !this.#stream) {
        reject(new ConnectionLost('the daemon has gone'));
        return;
      }
      this.#waiting.push({ resolve, reject });
      this.#stream.write(encode(fields));
    });
  }

  data(bytes: Buffer): void {
    this.#bytes =
      this.#bytes.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.#bytes, bytes]);
    try {
      for (let one = decodeFrame(this.#bytes); one; one = decodeFrame(this.#bytes)) {
        this.#bytes = this.#bytes.subarray(one.size);
        this.#waiting.shift()?.resolve(one);
      }
    } catch {
      this.lost();
      this.#stream?.destroy();
    }
  }

  lost(): void {
    this.#isLost = true;
    for (const { reject } of this.#waiting.splice(0))
      reject(new ConnectionLost('the daemon has gone'));
  }

  close(): void {
    this.#stream?.end();
  }
}

function replyOf({ kind, fields: [, ...fields] }: Answer): TextReply {
  if (kind === 'v')
    return { status: 0, value: fields[0] ?? '', output: '', errors: '', error: null, kind: null };
  if (kind === 'e') {
    const [type = '', message = ''] = fields;
    const error = { type, message, trace: [] };
    return { status: 1, value: '', output: '', errors: '', error, kind: null };
  }
  if (kind !== 'f') throw new ConnectionLost('the daemon says what cannot be read');
  const [output = '', errors = '', status = '', value = '', type = '', message = '', ...trace] =
    fields;
  return {
    status: status === '0' ? 0 : status === '200' ? 200 : 1,
    value,
    output,
    errors,
    error: type === '' ? null : { type, message, trace },
    kind: null,
  };
}

/** null where no daemon is. */
export async function connectDaemon(
  socket: string,
  session: string | null = null,
): Promise<Client | null> {
  const asking = new Asking();
  const lost = (): void => asking.lost();
  const stream = await sockets.connect(socket, () => ({
    data: (bytes) => asking.data(bytes),
    finished: lost,
    drained: () => undefined,
    closed: lost,
  }));
  if (!stream) return null;
  asking.attach(stream);
  let id = 0;
  const next = (kind: string, words: readonly string[]): Promise<Answer> =>
    asking.ask([kind, String(++id), ...words]);
  // Not waited for: the first request goes with it.
  const greeted = asking.ask(['hello', VERSION, session ?? '', 'bytes']);
  greeted.catch(() => undefined);
  return {
    send: async (words) => replyOf(await next('in', [ownDirectory(), 'send', '0', ...words])),
    inspect: async (what) => {
      const { kind, fields } = await next('inspect', [what]);
      return kind === 'v' ? (fields[1] ?? '') : null;
    },
    close: () => asking.close(),
  };
}
