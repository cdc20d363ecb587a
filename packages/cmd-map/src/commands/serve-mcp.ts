// map serve --mcp: the same questions over stdin and stdout, to an MCP client.
import { Writable } from 'node:stream';
import { type Call, EXIT, failureText, type Outcome, printable, usage } from '@rhachet/kit';
import { onStop, Output } from '@rhachet/serve';
import { version } from '../../package.json' with { type: 'json' };
import { serveMcpOver } from '../mcp/server.ts';
import type { TablesHost } from '../rpc/answer-any.ts';
import type { Maps } from '../rpc/answer.ts';
import { CurrentMap } from '../serve/current-map.ts';
import { findSources, type ServeOptions } from './serve.ts';

const MOST_BYTES = 4 * 1024 * 1024;
const OF_HTTP = ['port', 'host', 'socket', 'format', 'body-limit'] as const;

/** Without sources and index the tables can be asked all the same; another question says what is missing. */
function mapsFor(given: string[] | undefined): Maps & { close: () => void } {
  let current: CurrentMap | undefined;
  return {
    current: () => (current ??= new CurrentMap(findSources(given).live, () => undefined)).current(),
    close: () => current?.close(),
  };
}

/** Goes on until the client closes stdin, or it is told to stop. */
export async function serveMcp(
  call: TablesHost & Pick<Call, 'json'> & { options: ServeOptions },
): Promise<Outcome> {
  const foreign = OF_HTTP.find((name) => call.options[name] !== undefined);
  if (foreign !== undefined) throw usage(`--${foreign} is for HTTP, --mcp for stdin and stdout`);
  const maps = mapsFor(call.options.source);
  const output = new Output();
  const end = once((exit: number) => {
    maps.close();
    output.end(exit);
  });
  const { close } = await serveMcpOver({
    maps,
    host: call,
    version,
    input: process.stdin,
    output: new Writable({
      decodeStrings: false,
      write(text: string, _encoding, done) {
        output.out(text);
        done();
      },
    }),
    mostBytes: MOST_BYTES,
    onError: (error) => output.note(noteOf(error)),
    onEnd: (failed) => end(failed ? EXIT.badData : EXIT.ok),
  });
  onStop((exit) => {
    end(exit);
    void close();
  });
  return { stream: output.chunks() };
}

/** The first call decides. */
function once(work: (exit: number) => void): (exit: number) => void {
  let isDone = false;
  return (exit) => {
    if (!isDone) work(exit);
    isDone = true;
  };
}

/** The library's errors are about what the client sent. */
const noteOf = (error: unknown): string =>
  error instanceof Error && error.name !== 'Error' && !(error instanceof TypeError)
    ? `rhachet: ${printable(error.message.slice(0, 500))}\n`
    : failureText(error, false);
