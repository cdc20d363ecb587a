// What the functions of a body ask for: from the words of a question to the call of the host, and to the words of its answer.
import { isTrashError, TrashError } from '../values/trash-error.ts';
import { containerFromText } from '../values/value.ts';
import type { BashContext, BridgeHost } from './bridge.ts';
import { type ToBash, whyNot } from './frames.ts';

export interface Answer {
  readonly kind: ToBash;
  readonly fields: readonly string[];
  /** An error that went to the body. */
  readonly error: { readonly type: string; readonly message: string } | null;
}

const value = (text: string): Answer => ({ kind: 'v', fields: [text], error: null });
const DONE: Answer = { kind: 'v', fields: [], error: null };
const NOTHING: Answer = { kind: 'n', fields: [], error: null };
const orNothing = (text: string | null): Answer => (text === null ? NOTHING : value(text));
const yesNo = (yes: boolean): Answer => (yes ? DONE : NOTHING);

export const failed = (error: { type: string; message: string }): Answer => ({
  kind: 'e',
  fields: [error.type, error.message],
  error,
});

function send(host: BridgeHost, words: readonly string[], context: BashContext): Answer {
  const reply = host.send(words, context);
  const { output, errors, error } = reply;
  if (output === '' && errors === '') return error ? failed(error) : value(reply.value);
  const last = error ? [error.type, error.message] : [reply.value];
  return { kind: 'f', fields: [output, errors, '', ...last], error };
}

function classIn(row: string | null): string | null {
  const parsed = row === null ? null : containerFromText(row);
  const name = parsed && !Array.isArray(parsed) ? (parsed as Record<string, unknown>).class : null;
  return typeof name === 'string' ? name : null;
}

function setReference(host: BridgeHost, [instance = '', name = '', id = '']: string[]): void {
  if (id !== '' && host.getRow(id) === null)
    throw new TrashError('InvalidArgument', `'${id}' is not a valid instance`);
  host.setVariable(instance, name, id);
}

function putRow(host: BridgeHost, id: string, json: string): void {
  const row = containerFromText(json);
  if (row === null) throw new TrashError('InvalidArgument', `db_put ${id}: that is no JSON object`);
  host.putRow(id, row);
}

function done(work: () => void): Answer {
  work();
  return DONE;
}

type Ask = (host: BridgeHost, words: string[]) => Answer;

const QUESTIONS: Readonly<Record<string, Ask>> = {
  getVariable: (host, [instance = '', name = '']) => value(host.getVariable(instance, name)),
  setVariable: (host, [instance = '', name = '', text = '']) =>
    done(() => host.setVariable(instance, name, text)),
  setReference: (host, words) => done(() => setReference(host, words)),
  isReference: (host, [instance = '', name = '']) => {
    const id = host.getVariable(instance, name);
    return yesNo(id !== '' && host.getRow(id) !== null);
  },
  referenceClass: (host, [instance = '', name = '']) => {
    const id = host.getVariable(instance, name);
    return orNothing(id === '' ? null : classIn(host.getRow(id)));
  },
  newId: (host, [className = '']) => value(host.newId(className)),
  create: (host, [className = '', id = '']) => done(() => host.create(className, id)),
  getRow: (host, [id = '']) => orNothing(host.getRow(id)),
  putRow: (host, [id = '', json = '']) => done(() => putRow(host, id, json)),
  deleteRow: (host, [id = '']) => done(() => host.deleteRow(id)),
  getKey: (host, [key = '']) => orNothing(host.getKey(key)),
  setKey: (host, [key = '', text = '']) => done(() => host.setKey(key, text)),
  deleteKey: (host, [key = '']) => done(() => host.deleteKey(key)),
  keys: (host, [prefix = '']) => value(host.keys(prefix).join('\n')),
  find: (host, [className = '', predicate = '']) =>
    value(host.find(className, predicate).join('\n')),
  conformsTo: (host, [className = '', protocol = '']) =>
    yesNo(host.conformsTo(className, protocol)),
};

/** null for a question that nobody asks. Errors of the program become an answer; others are thrown. */
export function answer(
  host: BridgeHost,
  [kind = '', ...words]: string[],
  context: BashContext,
): Answer | null {
  const ask = Object.hasOwn(QUESTIONS, kind) ? QUESTIONS[kind] : undefined;
  if (!ask && kind !== 'send') return null;
  try {
    const reply = ask ? ask(host, words) : send(host, words, context);
    const problem = whyNot(reply.fields);
    return problem === null ? reply : failed({ type: 'ShellError', message: problem });
  } catch (error) {
    if (isTrashError(error)) return failed(error);
    throw error;
  }
}
