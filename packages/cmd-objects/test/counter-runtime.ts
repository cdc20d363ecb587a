// A runtime of counters, for tests of what stands around one.
import { randomUUID } from 'node:crypto';
import type { BridgeHost } from '../src/bridge/bridge.ts';
import { openBridge } from '../src/bridge/open-bridge.ts';
import type { BlockReply, DaemonRequest, DaemonRuntime, RunHere } from '../src/daemon/runtime.ts';
import type { TextReply } from '../src/space/text-request.ts';
import { CounterHost, context } from './counter-host.ts';

const done = (value = '', over: Partial<TextReply> = {}): TextReply => ({
  status: 0,
  value,
  output: '',
  errors: '',
  error: null,
  kind: 'native',
  ...over,
});

const failed = (status: 1 | 200, type: string, message: string): TextReply =>
  done('', { status, error: { type, message, trace: [`Counter.${type}`] }, kind: null });

export class CounterRuntime implements DaemonRuntime {
  readonly counters = new Map<string, number>();
  readonly host = new CounterHost();
  readonly sessions = new Set<string | null>();
  isClosed = false;
  readonly #bridge = openBridge();
  #session: string | null = null;
  readonly #blocks = new Map<string, string>();

  constructor() {
    this.host.onSend = (words) => {
      const { value, output, errors, error } = this.#text(words);
      return { value, output, errors, error };
    };
  }

  send({ words, session, canRunHere }: DaemonRequest): TextReply | RunHere {
    this.sessions.add(session);
    this.#session = session;
    const [receiver = '', selector = '', ...args] = words;
    if (canRunHere && selector === 'direct:') {
      const where = context({ receiver, instance: receiver, selector: 'direct_' });
      return {
        kind: 'here',
        text: args[0] ?? '',
        args: args.slice(1),
        parameters: ['given'],
        context: where,
      };
    }
    return this.#text(words);
  }

  blockOperation(operation: string, { id, data }: { id: string; data: string }): BlockReply {
    if (operation === 'register') {
      const blockId = `bytecode_block_${this.#blocks.size + 1}`;
      this.#blocks.set(blockId, data);
      return { ...done(), blockId };
    }
    const block = this.#blocks.get(id);
    if (block === undefined) return failed(200, 'NotFound', `there is no block ${id}`);
    return operation === 'invoke' ? done(`${block}${data}`) : { ...done(), blockData: block };
  }

  inspect(what: string): string | null {
    if (what === 'classes') return '["Counter"]';
    const value = this.counters.get(what);
    return value === undefined ? null : JSON.stringify({ class: 'Counter', value });
  }

  hostFor(): BridgeHost {
    return this.host;
  }

  close(): void {
    this.isClosed = true;
    this.#bridge.close();
  }

  #text([receiver = '', selector = '', ...args]: readonly string[]): TextReply {
    if (receiver === 'Counter' && selector === 'new') {
      const id = `counter_${randomUUID()}`;
      this.counters.set(id, 0);
      return done(id);
    }
    const value = this.counters.get(receiver);
    if (receiver !== 'Counter' && value === undefined)
      return failed(200, 'ClassNotFound', `Class file not found: ${receiver}`);
    return this.#counted(receiver, selector, args, value ?? 0);
  }

  /** A method in bash whose text comes with the message. */
  #raw(receiver: string, [text = '', ...args]: string[]): TextReply {
    const call = { text, args, parameters: [], context: context({ receiver }), variables: null };
    const result = this.#bridge.run({ ...call, session: this.#session }, this.host);
    const { stdout, stderr: errors, error } = result;
    if (error) return { ...failed(1, error.type, error.message), errors, kind: 'bash' };
    return done(stdout.replace(/\n+$/, ''), { errors, kind: 'bash' });
  }

  // eslint-disable-next-line max-params -- a fake
  #counted(id: string, selector: string, args: string[], value: number): TextReply {
    const set = (to: number): TextReply => (this.counters.set(id, to), done(String(to)));
    switch (selector) {
      case 'increment':
        return set(value + 1);
      case 'incrementBy:':
        return set(value + Number(args[0]));
      case 'getValue':
        return done(String(value));
      case 'echo:':
        return done(args[0]);
      case 'join:':
        return done(args.join('|'));
      case 'size:':
        return done('x'.repeat(Number(args[0])));
      case 'nothing':
        return done();
      case 'raw:':
        return this.#raw(id, args);
      case 'shout':
        return done('v', { output: 'out\n', errors: 'err\n', kind: 'bash' });
      case 'fail':
        return failed(1, 'MyErr', 'bad thing');
      case 'die':
        process.kill(process.pid, 'SIGKILL');
        return done();
      case 'break':
        throw new RangeError('a fault');
      default:
        return failed(200, 'MessageNotUnderstood', `Method '${selector}' not found in ${id}`);
    }
  }
}
