// map serve --mcp: the same questions over stdin and stdout, to an MCP client.
import { type Call, EXIT, type Outcome, usage } from '@rhachet/kit';
import { onStop, Output } from '@rhachet/serve';
import { noteOf, protocolStream, serveMcpOver } from '@rhachet/serve/mcp';
import { version } from '../../package.json' with { type: 'json' };
import { mapServer } from '../mcp/server.ts';
import type { TablesHost } from '../rpc/answer-any.ts';
import type { Maps } from '../rpc/answer.ts';
import { CurrentMap } from '../serve/current-map.ts';
import { findSources, type ServeOptions } from './serve.ts';

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
  const onError = (error: unknown): void => output.note(noteOf(error));
  const { close } = await serveMcpOver({
    ...mapServer({ maps, host: call, onError }),
    version,
    input: process.stdin,
    output: protocolStream(output),
    onError,
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
