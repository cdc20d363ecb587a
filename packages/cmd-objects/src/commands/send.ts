// send: one message, and what comes back: from the daemon of this database where one runs, else from a runtime here.
import { type Call, explainText, Failure, type Outcome, toJson } from '@rhachet/kit';
import { exists } from '#exists';
import { socketPath } from '../daemon/path.ts';
import type { TextReply } from '../space/text-request.ts';
import { databasePath, runtimeOptions } from './places.ts';
import { replyOutcome } from './reply.ts';

export interface SendOptions {
  db?: string;
  classes?: string[];
  explain?: true;
}

type SendCall = Omit<Call, 'options'> & { readonly options: SendOptions };

/* eslint-disable @typescript-eslint/no-require-imports -- bundles of their own, found at run time */
const runtime = () => require('#runtime') as typeof import('#runtime');
const client = () => require('#client') as typeof import('#client');
/* eslint-enable @typescript-eslint/no-require-imports */

export async function send({ options, words, rest, json }: SendCall): Promise<Outcome> {
  const message = [...words, ...rest];
  if (options.explain) return explained(message, options, json);
  const reply = (await fromDaemon(message, options)) ?? answerHere(message, options, json);
  return replyOutcome(reply, json);
}

/** null where none serves; who names places means those, whatever a daemon has. */
async function fromDaemon(
  words: readonly string[],
  { db, classes }: SendOptions,
): Promise<TextReply | null> {
  if (db !== undefined || classes !== undefined) return null;
  const socket = socketPath(databasePath({}));
  if (!exists(socket)) return null;
  const daemon = await client().connectDaemon(socket);
  if (!daemon) return null;
  try {
    return await daemon.send(words);
  } catch (cause) {
    throw new Failure('the daemon has gone before it answered', {
      code: 'DAEMON_GONE',
      exit: 1,
      hint: 'the message may have been received: look before you send it again',
      cause,
    });
  } finally {
    daemon.close();
  }
}

function answerHere(words: readonly string[], options: SendOptions, json: boolean): TextReply {
  const { withRuntime, readLineHere } = runtime();
  return withRuntime({ ...runtimeOptions(options), readLine: readLineHere(json) }, (opened) =>
    opened.answer({ words, session: null }),
  );
}

function explained(words: readonly string[], options: SendOptions, json: boolean): Outcome {
  const decision = runtime().withRuntime(runtimeOptions(options), (opened) =>
    opened.explain(words),
  );
  return {
    print: json ? `${JSON.stringify(toJson(decision))}\n` : explainText(decision),
    exit: decision.status === 'resolved' ? 0 : 1,
  };
}
