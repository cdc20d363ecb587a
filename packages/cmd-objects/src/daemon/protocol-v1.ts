// One JSON object in, one out: the protocol of the first daemons, which scripts with nc speak.
import { arityOf, shownSelector } from '../language/selector.ts';
import type { TextReply } from '../space/text-request.ts';
import { inDirectory } from './in-directory.ts';
import { isTrashError } from '../values/trash-error.ts';
import { type BlockOperation, type BlockReply, type DaemonRuntime, isRunHere } from './runtime.ts';

interface V1Request {
  readonly class: string;
  readonly instance: string;
  readonly selector: string;
  readonly args: readonly string[];
  readonly session: string | null;
  /** Where the caller is; '' when it does not say. */
  readonly directory: string;
  readonly block: {
    readonly operation: BlockOperation;
    readonly id: string;
    readonly data: string;
    readonly captures: string;
  } | null;
}

interface V1Response {
  readonly exit_code: 0 | 1 | 200;
  readonly result?: string;
  readonly instance?: string;
  readonly error?: string;
  readonly execution_mode?: 'native' | 'fallback';
  readonly block_id?: string;
  readonly block_data?: string;
  readonly error_code?: number;
  readonly stack?: readonly string[];
}

/** Numbers that plugins know errors by; 1 is any other. */
const ERROR_CODES: Readonly<Record<string, number>> = {
  ClassNotFound: 2,
  MessageNotUnderstood: 3,
  InvalidArgument: 4,
  TypeError: 5,
  NotFound: 6,
  PersistenceError: 7,
  ConflictError: 7,
  ShellError: 8,
  DeadFrame: 10,
  BytecodeError: 11,
  DepthExceeded: 12,
};

class Refused extends Error {}

const OPERATIONS = ['register', 'invoke', 'serialize'];

function textIn(fields: Record<string, unknown>, name: string): string {
  const value = fields[name] ?? '';
  if (typeof value === 'string') return value;
  if (name === 'instance' && typeof value === 'object') return JSON.stringify(value);
  if (name === 'block_captures' || name === 'block_data') return JSON.stringify(value);
  throw new Refused(`invalid request: ${name} is no text`);
}

function argsIn({ args = [] }: Record<string, unknown>): string[] {
  if (!Array.isArray(args)) throw new Refused('invalid request: args is no list');
  return args.map((arg: unknown) => {
    if (typeof arg === 'string') return arg;
    if (typeof arg === 'number' || typeof arg === 'boolean') return String(arg);
    throw new Refused('invalid request: args holds what is no text');
  });
}

function parse(line: string): V1Request {
  let fields: unknown;
  try {
    fields = JSON.parse(line);
  } catch (error) {
    throw new Refused(`invalid JSON: ${(error as Error).message}`);
  }
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
    throw new Refused('invalid JSON: an object was expected');
  const all = fields as Record<string, unknown>;
  const operation = textIn(all, 'block_op');
  if (operation !== '' && !OPERATIONS.includes(operation))
    throw new Refused(`there is no block_op ${operation.slice(0, 40)}`);
  const session = textIn(all, 'session_id');
  return {
    class: textIn(all, 'class'),
    instance: textIn(all, 'instance'),
    selector: textIn(all, 'selector'),
    args: argsIn(all),
    session: session === '' ? null : session,
    directory: textIn(all, 'cwd'),
    block:
      operation === ''
        ? null
        : {
            operation: operation as BlockOperation,
            id: textIn(all, 'block_id'),
            data: textIn(all, 'block_data'),
            captures: textIn(all, 'block_captures'),
          },
  };
}

/** An id, or the row of an instance with its id in it. */
function receiverOf({ class: className, instance }: V1Request): string {
  if (instance === '') return className;
  if (!instance.startsWith('{')) return instance;
  try {
    const { id } = JSON.parse(instance) as { id?: unknown };
    if (typeof id === 'string' && id !== '') return id;
  } catch {
    // Said below.
  }
  throw new Refused('invalid request: instance is neither an id nor JSON with an id');
}

/** `at_put_` and its arguments become `at: a put: b`. */
function wordsOf(request: V1Request): string[] {
  const { selector, args } = request;
  if (selector === '') throw new Refused('invalid request: no selector');
  const arity = arityOf(selector);
  if (arity === 0) return [receiverOf(request), selector, ...args];
  if (arity !== args.length)
    throw new Refused(
      `${shownSelector(selector)} takes ${arity} arguments, there are ${args.length}`,
    );
  const keywords = shownSelector(selector).slice(0, -1).split(':');
  return [
    receiverOf(request),
    ...keywords.flatMap((word, index) => [`${word}:`, args[index] ?? '']),
  ];
}

function responseOf(reply: TextReply, row: string | null): V1Response {
  const { status, error, kind } = reply;
  const mode = kind === 'bash' ? 'fallback' : 'native';
  return {
    exit_code: status,
    ...(status === 0 ? { result: reply.output + reply.value } : {}),
    ...(row === null ? {} : { instance: row }),
    ...(error
      ? { error: error.message, error_code: ERROR_CODES[error.type] ?? 1, stack: error.trace }
      : {}),
    ...(kind === null ? {} : { execution_mode: mode }),
  };
}

function blockResponse(reply: BlockReply): V1Response {
  return {
    ...responseOf(reply, null),
    ...(reply.blockId === undefined ? {} : { block_id: reply.blockId }),
    ...(reply.blockData === undefined ? {} : { block_data: reply.blockData }),
  };
}

function respond(request: V1Request, runtime: DaemonRuntime): V1Response {
  const { block, session, instance } = request;
  if (block) return blockResponse(runtime.blockOperation(block.operation, { ...block, session }));
  const words = wordsOf(request);
  const reply = runtime.send({ words, session, canRunHere: false });
  if (isRunHere(reply)) return { exit_code: 200 };
  const [receiver = ''] = words;
  const row = instance !== '' && reply.status === 0 ? runtime.inspect(receiver) : null;
  return responseOf(reply, row);
}

export const refusal = (message: string): string =>
  `${JSON.stringify({ exit_code: 1, error: message } satisfies V1Response)}\n`;

/** The line of the answer, with its end. */
export function answerLine(line: string, runtime: DaemonRuntime): string {
  try {
    const request = parse(line);
    const response = inDirectory(request.directory, () => respond(request, runtime));
    return `${JSON.stringify(response)}\n`;
  } catch (error) {
    if (error instanceof Refused || isTrashError(error)) return refusal(error.message);
    throw error;
  }
}
