// What a body is answered with: one message or a batch of them, written in the form that was asked for.
import { answer, type Answer, type Maps } from './answer.ts';
import { answerTable, type TablesHost } from './answer-any.ts';
import { idOf, isEnveloped, isNotification, readRequest, type Request } from './envelope.ts';
import { type ErrorObject, RPC, RpcError, toErrorObject } from './rpc-error.ts';

/** One message, value by value, in JSON or CBOR. */
export interface Writer<Body> {
  /** Returns about how many bytes it takes. */
  write: (value: object) => number;
  end: (options: { batch: boolean }) => Body;
}

/** What a batch may be and cost. */
export interface Limits {
  /** Messages. */
  messages: number;
  /** Milliseconds. */
  ms: number;
  /** Bytes of all answers. */
  bytes: number;
}

export const LIMITS: Limits = { messages: 10_000, ms: 10_000, bytes: 64 * 1024 * 1024 };

/** Milliseconds after which others have their turn. */
const TURN_MS = 5;

export interface Told {
  method: string;
  /** `ok`, or the code of the error. */
  outcome: string;
  seconds: number;
}

export interface RespondOptions<Body> {
  maps: Maps;
  /** What the tables of the program itself are asked through; without it source code alone is. */
  tables?: TablesHost | undefined;
  writer: Writer<Body>;
  /** Each message that was answered. */
  tell: (told: Told) => void;
  /** A fault of our own, which the caller is told nothing of. */
  onFault: (error: unknown) => void;
  limits?: Limits;
}

export interface Responded<Body> {
  status: number;
  /** `undefined`: there were notifications alone. */
  body: Body | undefined;
}

/** HTTP statuses of the bare form, whose callers look for nothing else. */
const STATUSES: Record<number, number> = {
  [RPC.unknownSymbol]: 404,
  [RPC.methodNotFound]: 404,
  [RPC.internal]: 500,
  [RPC.sources]: 503,
  [RPC.limit]: 503,
};

export const statusOfError = ({ code }: ErrorObject): number => STATUSES[code] ?? 400;

interface One {
  status: number;
  value: object;
}

function errorReply(message: unknown, error: ErrorObject): One {
  if (!isEnveloped(message)) return { status: statusOfError(error), value: { error } };
  return { status: 200, value: { jsonrpc: '2.0', id: idOf(message), error } };
}

type Context = Pick<RespondOptions<never>, 'maps' | 'tables' | 'tell' | 'onFault'>;

/** `undefined` for a notification: nothing that can be asked has an effect, so it is not even answered inside. */
function respondOne(message: unknown, context: Context): One | Promise<One> | undefined {
  if (isNotification(message)) return undefined;
  const { maps, tables, tell, onFault } = context;
  const started = performance.now();
  let method = '';
  const told = (outcome: string, one: One): One => {
    tell({ method, outcome, seconds: (performance.now() - started) / 1000 });
    return one;
  };
  const failed = (error: unknown): One => {
    const object = toErrorObject(error);
    if (object.code === RPC.internal) onFault(error);
    return told(String(object.code), errorReply(message, object));
  };
  try {
    const request = readRequest(message);
    method = request.method;
    const found = tables && answerTable(tables, method, request.params);
    if (found) return found.then((result) => told('ok', resultReply(request, result)), failed);
    return told('ok', resultReply(request, answer(maps, method, request.params)));
  } catch (error) {
    return failed(error);
  }
}

function resultReply({ isEnveloped: enveloped, id }: Request, result: Answer): One {
  if (!enveloped) return { status: 200, value: result };
  return { status: 200, value: { jsonrpc: '2.0', id, result } };
}

function checkBatch(messages: unknown[], { messages: most }: Limits): void {
  if (messages.length === 0) throw new RpcError(RPC.invalidRequest, 'the batch is empty');
  if (messages.length > most)
    throw new RpcError(
      RPC.limit,
      `the batch has ${messages.length} messages; the limit is ${most}`,
    );
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const notAnswered = (message: unknown, why: string): One =>
  errorReply(message, { code: RPC.limit, message: why });

async function respondAll<Body>(
  messages: unknown[],
  options: RespondOptions<Body>,
): Promise<Responded<Body>> {
  const { writer, limits = LIMITS, maps } = options;
  checkBatch(messages, limits);
  // All of a batch is about one state of the sources.
  const map = maps.current();
  const context = { ...options, maps: { current: () => map } };
  const started = performance.now();
  let [yielded, bytes, answers] = [started, 0, 0];
  for (const message of messages) {
    const now = performance.now();
    if (now - yielded > TURN_MS) {
      await turn();
      yielded = performance.now();
    }
    const isLate = now - started > limits.ms;
    const why = isLate ? `the batch took more than ${limits.ms} ms` : undefined;
    const isLong = bytes > limits.bytes ? `the answers have more than ${limits.bytes} bytes` : why;
    const found =
      isLong === undefined || isNotification(message)
        ? respondOne(message, context)
        : notAnswered(message, isLong);
    const one = found instanceof Promise ? await found : found;
    if (!one) continue;
    bytes += writer.write(one.value);
    answers += 1;
  }
  return { status: 200, body: answers === 0 ? undefined : writer.end({ batch: true }) };
}

async function respondBatch<Body>(
  messages: unknown[],
  options: RespondOptions<Body>,
): Promise<Responded<Body>> {
  const { writer, onFault } = options;
  try {
    return await respondAll(messages, options);
  } catch (error) {
    const object = toErrorObject(error);
    if (object.code === RPC.internal) onFault(error);
    writer.write({ jsonrpc: '2.0', id: null, error: object });
    return { status: statusOfError(object), body: writer.end({ batch: false }) };
  }
}

/** Answers a body that was read; errors are answers too. A single message is answered at once. */
export function respond<Body>(
  message: unknown,
  options: RespondOptions<Body>,
): Responded<Body> | Promise<Responded<Body>> {
  if (Array.isArray(message)) return respondBatch(message, options);
  const one = respondOne(message, options);
  const write = (reply: One | undefined): Responded<Body> => {
    if (!reply) return { status: 200, body: undefined };
    options.writer.write(reply.value);
    return { status: reply.status, body: options.writer.end({ batch: false }) };
  };
  return one instanceof Promise ? one.then(write) : write(one);
}
