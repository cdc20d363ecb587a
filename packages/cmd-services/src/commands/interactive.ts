// interactive: a session in which everything that is typed is dispatched.
import { type Call, EXIT, failureText, isTerminal, type Outcome } from '@rhachet/kit';
import { Session } from '../interactive/session.ts';
import { COMMANDS } from '../interactive/words.ts';
import type { Registry } from '../registry/types.ts';
import { Notes } from './notes.ts';
import { openRoutes, type OpenOptions } from './open.ts';
import { Output } from '@rhachet/serve';
import { History, readPipe, readTerminal } from '@rhachet/serve/session';

type InteractiveCall = Pick<Call, 'json' | 'launch'> & { options: OpenOptions };

/** Commands, and behind `/to` the services. */
function completions({ orgs }: Registry, line: string): string[] {
  const names = Object.keys(COMMANDS).map((name) => `/${name} `);
  const services = orgs.flatMap(({ code, services: own }) =>
    own.map(({ name }) => `/to ${code}.${name} `),
  );
  const from = line.startsWith('/to ') ? services : names;
  return from.filter((one) => one.toLowerCase().startsWith(line.toLowerCase()));
}

/** A terminal gets a prompt; a pipe gets answers only. */
async function converse(session: Session, { output, registry, isShown }: Setting): Promise<number> {
  const run = async (line: string): Promise<boolean> => {
    await session.run(line);
    return session.isOver;
  };
  if (!isShown) {
    await readPipe(run);
    return EXIT.ok;
  }
  return readTerminal({
    prompt: 'dispatch> ',
    output,
    history: new History('dispatch-history', process.env),
    complete: (line) => completions(registry, line),
    run,
    cancel: () => session.cancel(),
  });
}

interface Setting {
  output: Output;
  registry: Registry;
  isShown: boolean;
}

function greeting(services: number, isMock: boolean): string {
  const mock = isMock ? '; no service is called (mock)' : '';
  return `${services} service${services === 1 ? '' : 's'}${mock}; /help says what there is, Ctrl-D ends\n`;
}

/** `interactive`. Ends with 0, with 130 by Ctrl-C. */
export async function converseInteractively(call: InteractiveCall): Promise<Outcome> {
  const { options, json, launch } = call;
  const notes = new Notes({ launch, json, signals: options.signals });
  const output = new Output();
  const routes = await openRoutes(options, notes);
  const session = await Session.open({ routes, options, json, notes, output });
  const isShown = isTerminal(launch, 0) && isTerminal(launch, 1);
  output.note(notes.take());
  if (isShown) output.note(greeting(routes.services.length, session.isMock));
  const end = async (exit: number): Promise<void> => {
    await session.close();
    output.end(exit);
  };
  converse(session, { output, registry: routes.registry(), isShown })
    .then(end)
    .catch((error: unknown) => {
      output.note(failureText(error, json));
      output.end(EXIT.internal);
    });
  return { stream: output.chunks() };
}
