// objects repl: a session in the language.
import { EXIT, failureText, isTerminal, type Outcome } from '@rhachet/kit';
import { Output } from '@rhachet/serve';
import { History, readPipe, readTerminal } from '@rhachet/serve/session';
import { openBridge } from '../bridge/open-bridge.ts';
import { completions } from '../repl/complete.ts';
import { ReplSession } from '../repl/session.ts';
import { Runtime } from '../runtime.ts';
import type { ObjectsCall } from './explain.ts';
import { runtimeOptions } from './places.ts';

/** A terminal gets a prompt; a pipe gets answers only. Ends with 0, with 130 by Ctrl-C. */
export function repl({ options, launch }: ObjectsCall): Outcome {
  const runtime = Runtime.open({
    ...runtimeOptions(options),
    openBridge: (env) => openBridge({ env }),
  });
  const session = new ReplSession(runtime);
  const output = new Output();
  const isShown = isTerminal(launch, 0) && isTerminal(launch, 1);
  if (isShown) output.note('/help says what there is, Ctrl-D ends\n');
  converse(session, output, isShown)
    .then((exit) => {
      runtime.close();
      output.end(exit);
    })
    .catch((error: unknown) => {
      output.note(failureText(error, false));
      output.end(EXIT.internal);
    });
  return { stream: output.chunks() };
}

async function converse(session: ReplSession, output: Output, isShown: boolean): Promise<number> {
  const run = (line: string): Promise<boolean> => {
    const { out, err } = session.run(line);
    output.out(out);
    output.note(err);
    return Promise.resolve(session.isOver);
  };
  if (!isShown) {
    await readPipe(run);
    return EXIT.ok;
  }
  return readTerminal({
    prompt: 'objects> ',
    output,
    history: new History('objects-history', process.env),
    complete: (line) => completions(session, line),
    run,
    // A statement runs to its end before anything else is heard.
    cancel: () => false,
  });
}
