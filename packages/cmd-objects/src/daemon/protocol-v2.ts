// The protocol that stays open: requests with ids in fields that end in NUL, answers with their lengths in front, which is
// what bash can write and read without a process. `hello`, then as many as one likes, answered in their order:
//   hello 2 <session> <characters|bytes>     v 2 <process id> <bytes of a request>
//   send <id> <here: 0 or 1> words…          v <id> value | f <id> output errors status value type message trace…
//                                            | h <id> text receiver class instance superclass selector <n> names… args…
//   from <id> receiver class instance superclass selector words…      the same, sent by a method that runs in the shell
//   ask <id> question words…                 what such a method asks for: v | n | e <id> type message
//   inspect <id> what                        v | n
//   in <id> <directory> request words…       any of these, for a caller that is there: relative paths and raw methods mean it
import { answer } from '../bridge/answer.ts';
import { frame, type ToBash, type Unit, whyNot } from '../bridge/frames.ts';
import type { BridgeReply } from '../bridge/bridge.ts';
import type { TextReply } from '../space/text-request.ts';
import { inDirectory } from './in-directory.ts';
import { type DaemonRuntime, isRunHere, type RunHere } from './runtime.ts';
import { isTrashError } from '../values/trash-error.ts';
import { VERSION } from './version.ts';

/** What the client sent is not of this protocol. */
export class ProtocolError extends Error {}

interface Said {
  readonly kind: ToBash;
  readonly fields: readonly string[];
}

const error = (type: string, message: string): Said => ({ kind: 'e', fields: [type, message] });

function textReply(reply: TextReply): Said {
  const { output, errors, value, status } = reply;
  if (status === 0 && output === '' && errors === '') return { kind: 'v', fields: [value] };
  const { type = '', message = '', trace = [] } = reply.error ?? {};
  return { kind: 'f', fields: [output, errors, String(status), value, type, message, ...trace] };
}

function bridgeReply({ output, errors, value, error: failed }: BridgeReply): Said {
  const status = failed ? '1' : '0';
  const { type = '', message = '' } = failed ?? {};
  return { kind: 'f', fields: [output, errors, status, value, type, message] };
}

function runHere({ text, parameters, args, context }: RunHere): Said {
  const { receiver, className, instance, superclass, selector } = context;
  const where = [receiver, className, instance, superclass, selector];
  const named = [String(parameters.length), ...parameters];
  return { kind: 'h', fields: [text, ...where, ...named, ...args] };
}

export class V2Session {
  readonly #runtime: DaemonRuntime;
  readonly #limit: number;
  #session: string | null = null;
  #unit: Unit | null = null;

  /** @param limit bytes of a request, which the client is told */
  constructor(runtime: DaemonRuntime, limit: number) {
    this.#runtime = runtime;
    this.#limit = limit;
  }

  /** @throws ProtocolError */
  answer(message: string[]): Buffer {
    if (this.#unit === null) return this.#greet(message);
    const [kind = '', id = '', ...words] = message;
    if (!/^\d{1,15}$/.test(id)) throw new ProtocolError('a request has a number');
    const said = this.#said(kind, words);
    const problem = whyNot(said.fields);
    const { kind: how, fields } = problem === null ? said : error('ShellError', problem);
    return frame(how, [id, ...fields], this.#unit);
  }

  #greet([hello = '', version = '', session = '', unit = '']: string[]): Buffer {
    if (hello !== 'hello' || version !== VERSION || (unit !== 'characters' && unit !== 'bytes'))
      throw new ProtocolError(`a connection begins with hello ${VERSION}`);
    this.#session = session === '' ? null : session;
    this.#unit = unit;
    return frame('v', [VERSION, String(process.pid), String(this.#limit)], unit);
  }

  #said(kind: string, words: string[]): Said {
    switch (kind) {
      case 'send': {
        const [here = '', ...rest] = words;
        const request = { words: rest, session: this.#session, canRunHere: here === '1' };
        const reply = this.#runtime.send(request);
        return isRunHere(reply) ? runHere(reply) : textReply(reply);
      }
      case 'from':
        return this.#sendFrom(words);
      case 'ask':
        return this.#ask(words);
      case 'inspect': {
        const found = this.#runtime.inspect(words[0] ?? '');
        return found === null ? { kind: 'n', fields: [] } : { kind: 'v', fields: [found] };
      }
      case 'in':
        return this.#saidIn(words);
      default:
        throw new ProtocolError(`there is no request ${kind.slice(0, 20)}`);
    }
  }

  #saidIn([directory = '', kind = '', ...words]: string[]): Said {
    try {
      return inDirectory(directory, () => this.#said(kind, words));
    } catch (thrown) {
      if (isTrashError(thrown)) return error(thrown.type, thrown.message);
      throw thrown;
    }
  }

  #sendFrom(words: string[]): Said {
    const [receiver = '', className = '', instance = '', superclass = '', selector = '', ...rest] =
      words;
    const context = { receiver, className, instance, superclass, selector };
    return bridgeReply(this.#runtime.hostFor(this.#session).send(rest, context));
  }

  #ask(words: string[]): Said {
    const nowhere = { receiver: '', className: '', instance: '', superclass: '', selector: '' };
    const [question = ''] = words;
    const said =
      question === 'send' ? null : answer(this.#runtime.hostFor(this.#session), words, nowhere);
    if (!said) throw new ProtocolError(`there is no question ${question.slice(0, 20)}`);
    return said;
  }
}
