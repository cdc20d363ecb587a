// What a body in bash may ask of the object space while its caller waits.
import type { BashContext, BridgeHost, BridgeReply } from '../bridge/bridge.ts';
import { asTrashError } from '../evaluate/try-catch.ts';
import { storable } from '../evaluate/assignment.ts';
import { conforms } from '../classes/object-class.ts';
import { textOf } from '../values/value.ts';
import { answerNested } from './answer-words.ts';
import { newId } from './identity.ts';
import type { ObjectSpace } from './object-space.ts';
import type { Receiver } from './trash-class.ts';

export function bridgeHost(space: ObjectSpace): BridgeHost {
  const { persistence } = space;
  const store = () => {
    persistence.settle();
    return persistence.store;
  };
  return {
    send: (words, context) => send(space, words, context),
    getVariable: (id, name) => textOf(space.getVariable(space.instanceNamed(id), name)),
    setVariable: (id, name, text) =>
      space.setVariable(space.instanceNamed(id), name, storable(text)),
    newId,
    create: (className, id) => void persistence.createAs(space.classNamed(className), id),
    getRow: (id) => store().get(id),
    putRow: (id, json) => persistence.putRow(id, JSON.stringify(json)),
    deleteRow: (id) => persistence.deleteRow(id),
    getKey: (key) => store().getKey(key),
    setKey: (key, value) => store().setKey(key, value),
    deleteKey: (key) => store().deleteKey(key),
    keys: (prefix) => store().keys(prefix),
    find: (className, predicate) => store().find(className, predicate),
    conformsTo: (className, protocol) =>
      conforms(space.classNamed(className), space.classNamed(protocol)),
  };
}

function send(space: ObjectSpace, words: readonly string[], context: BashContext): BridgeReply {
  try {
    const { answer, printed } = answerNested(space, words, callerOf(space, context));
    return { output: printed.output, errors: printed.errors, value: answer.value, error: null };
  } catch (error) {
    const known = asTrashError(error);
    if (!known) throw error;
    return {
      output: '',
      errors: '',
      value: '',
      error: { type: known.type, message: known.message },
    };
  }
}

/** Whose method the body is: it may send private messages to its own class. */
function callerOf(space: ObjectSpace, { instance, className }: BashContext): Receiver | null {
  if (instance !== '') return space.instanceOf(instance);
  return className === '' ? null : space.registry.get(className);
}
