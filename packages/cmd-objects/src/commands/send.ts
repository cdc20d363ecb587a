// send: one message, and what comes back.
import { type Call, explainText, type Outcome, toJson } from '@rhachet/kit';
import { runtimeOptions } from './places.ts';
import { replyOutcome } from './reply.ts';

export interface SendOptions {
  db?: string;
  classes?: string[];
  explain?: true;
}

type SendCall = Omit<Call, 'options'> & { readonly options: SendOptions };

// eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
const runtime = () => require('#runtime') as typeof import('#runtime');

export function send({ options, words, rest, json }: SendCall): Outcome {
  const message = [...words, ...rest];
  const { withRuntime } = runtime();
  return withRuntime(runtimeOptions(options), (opened) => {
    if (!options.explain)
      return replyOutcome(opened.answer({ words: message, session: null }), json);
    const decision = opened.explain(message);
    return {
      print: json ? `${JSON.stringify(toJson(decision))}\n` : explainText(decision),
      exit: decision.status === 'resolved' ? 0 : 1,
    };
  });
}
