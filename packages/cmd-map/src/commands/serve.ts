// map serve: the dispatch map over HTTP.
import { countOption, failureText, isFailure, type Outcome, printable, usage } from '@rhachet/kit';
import { type Address, onStop, Output } from '@rhachet/serve';
import type { TablesHost } from '../rpc/answer-any.ts';
import type { DefaultFormat } from '../serve/handler.ts';
import { startServer } from '../serve/server.ts';
import { noMap, sources } from './open-map.ts';

export interface ServeOptions {
  source?: string[];
  port?: string;
  host?: string;
  socket?: string;
  format?: string;
  'body-limit'?: string;
}

const USUAL_PORT = 7735;
const USUAL_HOST = '127.0.0.1';
const USUAL_LIMIT = 4 * 1024 * 1024;
const MOST_LIMIT = 1024 * 1024 * 1024;

export const FORMATS = ['json', 'cbor', 'auto'];

function readAddress({ host, port, socket }: ServeOptions): Address {
  if (socket !== undefined) {
    if (host === undefined && port === undefined) return { socket };
    throw usage('--socket has no --host and no --port', 'start a second server for them');
  }
  const number = countOption('port', port ?? String(USUAL_PORT), { min: 0, max: 65_535 });
  return { host: (host ?? USUAL_HOST).replace(/^\[(.*)\]$/, '$1'), port: number };
}

function readFormat(format = 'json'): DefaultFormat {
  if (FORMATS.includes(format)) return format as DefaultFormat;
  throw usage(`there is no --format ${format}`, `there are: ${FORMATS.join(', ')}`);
}

export function findSources(given: string[] = []): { name: string; live: ReturnType<typeof live> } {
  const cwd = process.cwd();
  const live = sources().liveSources;
  if (given.length > 0) return { name: given.join(', '), live: live({ sources: given }, cwd) };
  const root = sources().findIndexDir(cwd);
  if (root === undefined) throw noMap(cwd);
  return { name: root, live: live({ root }, cwd) };
}

/** Prints where it listens; goes on until it is told to stop. */
export async function serveMap(call: TablesHost & { options: ServeOptions }): Promise<Outcome> {
  const { options, json } = call;
  const { 'body-limit': limit = String(USUAL_LIMIT) } = options;
  const address = readAddress(options);
  const defaultFormat = readFormat(options.format);
  const bodyLimit = countOption('body-limit', limit, { min: 1, max: MOST_LIMIT });
  const { name, live } = findSources(options.source);
  const output = new Output();
  const server = await startServer({
    address,
    sources: live,
    tables: call,
    defaultFormat,
    bodyLimit,
    onChange: ({ files, families }) =>
      output.note(`rhachet: the sources have changed: ${families} families in ${files} files\n`),
    onFault: (error) => {
      if (!isFailure(error)) output.note(failureText(error, false));
    },
  });
  const { url, port, facts } = server;
  const { files, families } = facts;
  output.out(
    json
      ? `${JSON.stringify({ url, port, source: name, files, families })}\n`
      : `listening on ${printable(url)}, for ${printable(name)}: ${families} families in ${files} files\n`,
  );
  onStop((exit) => {
    output.note('rhachet: stopping; running requests are finished\n');
    void server.stop().then(() => output.end(exit));
  });
  return { stream: output.chunks() };
}
