// The object space as the daemon serves it.
import { captureValues, revive } from '../bytecode/serialise.ts';
import { asTrashError } from '../evaluate/try-catch.ts';
import type { Runtime } from '../runtime.ts';
import { blockHost } from '../space/block-host.ts';
import { bridgeHost } from '../space/bridge-host.ts';
import { contextOf } from '../space/shell-work.ts';
import { serialiseBlock } from '../space/serialise-block.ts';
import type { TextReply } from '../space/text-request.ts';
import { readWords } from '../space/words.ts';
import { Block, blockOf } from '../values/block.ts';
import { TrashError } from '../values/trash-error.ts';
import { type Json, textOf } from '../values/value.ts';
import type {
  BlockFields,
  BlockOperation,
  BlockReply,
  DaemonRequest,
  DaemonRuntime,
  RunHere,
} from './runtime.ts';

export function spaceRuntime(runtime: Runtime): DaemonRuntime {
  const { space } = runtime;
  return {
    send: (request) =>
      (request.canRunHere ? runHere(request, runtime) : null) ?? runtime.answer(request),
    blockOperation: (operation, fields) => blockOperation(operation, fields, runtime),
    inspect: (what) => inspect(what, runtime),
    hostFor: () => bridgeHost(space),
    close: () => runtime.close(),
  };
}

/** A `pragma: direct` method is the caller's own to run: it may change variables there. null for all others. */
function runHere({ words }: DaemonRequest, { space }: Runtime): RunHere | null {
  try {
    const { receiver: name, selector, args } = readWords(words);
    const receiver = space.resolve(name);
    if (receiver instanceof Block) return null;
    const method = space.methodOf(receiver, selector);
    if (method?.source.kind !== 'bash' || !method.source.pragmas.includes('direct')) return null;
    const { text, parameters } = method.source;
    return {
      kind: 'here',
      text: text ?? '',
      args,
      parameters,
      context: contextOf(receiver, selector),
    };
  } catch (error) {
    // Whoever answers the message says what is wrong with it.
    if (asTrashError(error)) return null;
    throw error;
  }
}

const DONE: TextReply = {
  status: 0,
  value: '',
  output: '',
  errors: '',
  error: null,
  kind: 'native',
};

function blockOperation(
  operation: BlockOperation,
  fields: BlockFields,
  runtime: Runtime,
): BlockReply {
  try {
    if (operation === 'register') return { ...DONE, blockId: register(fields, runtime) };
    const block = blockOf(fields.id);
    if (!block) return failed(200, new TrashError('NotFound', `unknown block: ${fields.id}`));
    if (operation === 'invoke') return invoke(block, fields, runtime);
    const { data, captures } = serialiseBlock(block, runtime.space);
    return { ...DONE, value: JSON.stringify(captures), blockData: data };
  } catch (error) {
    const known = asTrashError(error);
    if (!known) throw error;
    return failed(1, known);
  }
}

function register({ data, captures }: BlockFields, { space }: Runtime): string {
  const given = captures === '' ? [] : captureValues(json(captures, 'block_captures'));
  return revive({ data, captures: given }, (owner) => blockHost(space, owner)).referenceText;
}

function invoke(block: Block, { data }: BlockFields, { space }: Runtime): BlockReply {
  const args = data === '' ? [] : json(data, 'block_data');
  if (!Array.isArray(args))
    throw new TrashError('InvalidArgument', 'the arguments are a JSON list');
  const { result, printed } = space.printer.during(() => textOf(block.call(args as Json[])));
  space.persistence.settle();
  return { ...DONE, ...printed, value: result };
}

function json(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TrashError('InvalidArgument', `${name} is not JSON`);
  }
}

const failed = (status: 1 | 200, { type, message, trace }: TrashError): BlockReply => ({
  ...DONE,
  status,
  error: { type, message, trace },
  kind: null,
});

function inspect(what: string, runtime: Runtime): string | null {
  if (what === 'classes') return JSON.stringify(runtime.classes());
  if (what === 'plugins') return JSON.stringify(runtime.loadedCode());
  if (what === 'refs') return JSON.stringify(runtime.plugins?.refs() ?? []);
  try {
    return JSON.stringify(runtime.inspect(what));
  } catch (error) {
    if (asTrashError(error)) return null;
    throw error;
  }
}
