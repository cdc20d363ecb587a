// routes serve: dispatching over HTTP.
import {
  type Call,
  countOption,
  failureText,
  isFailure,
  type Outcome,
  printable,
  usage,
} from '@rhachet/kit';
import { isLoopback, onStop, Output } from '@rhachet/serve';
import { systemClock } from '../clock.ts';
import { toSecretSource } from '../registry/secret-source.ts';
import type { SecretSource } from '../registry/types.ts';
import { compileApart, ownWords } from '../serve/compile-apart.ts';
import { startServer } from '../serve/server.ts';
import { Notes } from './notes.ts';
import { clientFor, openRoutes, type OpenOptions } from './open.ts';

type ServeCall = Pick<Call, 'json' | 'launch'> & {
  options: OpenOptions & {
    port?: string;
    host?: string;
    'webhook-secret'?: string;
    'body-limit'?: string;
  };
};

const USUAL_HOST = '127.0.0.1';
const USUAL_LIMIT = 1024 * 1024;
const MOST_LIMIT = 1024 * USUAL_LIMIT;

function readSecret(text: string | undefined): SecretSource | undefined {
  if (text === undefined) return undefined;
  const source = toSecretSource(text);
  if (source) return source;
  // The text may be the secret: it must not reach a message.
  throw usage(
    '--webhook-secret says where the secret is, not the secret itself',
    '--webhook-secret env:NAME (or file:PATH, cmd:COMMAND)',
  );
}

function readAddress({ host = USUAL_HOST, port = '0' }: ServeCall['options']) {
  const number = countOption('port', port, { min: 0, max: 65_535 });
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: number };
}

/** Only webhooks are signed: everything else is for whoever can reach it. */
const openTo = (host: string): string =>
  `rhachet: warning: --host ${host} is not this machine alone: whoever reaches it may dispatch, without any proof of who it is`;

const faultText = (error: unknown): string => (isFailure(error) ? '' : failureText(error, false));

/** Prints where it listens; goes on until it is told to stop. */
export async function serveRoutes(call: ServeCall): Promise<Outcome> {
  const { options, json, launch } = call;
  const { 'body-limit': limit = String(USUAL_LIMIT), signals } = options;
  const address = readAddress(options);
  const webhookSecret = readSecret(options['webhook-secret']);
  const bodyLimit = countOption('body-limit', limit, { min: 1, max: MOST_LIMIT });
  const notes = new Notes({ launch, json, signals });
  const output = new Output();
  const tell = (): void => output.note(notes.take());
  const routes = await openRoutes(options, notes);
  if (!isLoopback(address.host)) notes.say(openTo(address.host));
  const server = await startServer({
    address,
    routes,
    client: await clientFor(options),
    clock: systemClock,
    compile: compileApart(ownWords(process)),
    webhookSecret,
    bodyLimit,
    env: process.env,
    onSignal: (line) => {
      notes.signal(line);
      tell();
    },
    say: (line) => {
      notes.say(`rhachet: ${line}`);
      tell();
    },
    onFault: (error) => output.note(faultText(error)),
  });
  tell();
  const { source } = routes;
  const { url, port } = server;
  output.out(
    json
      ? `${JSON.stringify({ url, port, registry: source, services: routes.services.length })}\n`
      : `listening on ${printable(url)}, for ${printable(source)}\n`,
  );
  onStop((exit) => {
    output.note('rhachet: stopping; running requests are finished\n');
    void server.stop().then(() => output.end(exit));
  });
  return { stream: output.chunks() };
}
