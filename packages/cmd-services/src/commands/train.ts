// routes train: compiles a registry ahead of the first call, with examples of what no service should answer.
import { type Call, EXIT, Failure, type Outcome, printable } from '@rhachet/kit';
import { readText } from './input.ts';
import { Notes } from './notes.ts';
import { loadFrom, readRegistryFile, registryPart, type RegistryOptions } from './open.ts';

type TrainCall = Pick<Call, 'json' | 'launch'> & {
  options: RegistryOptions & { refusals?: string };
};

/** A line is a text, or JSON: a string or `{ "query": … }`, as `routes eval` reads it. */
function toRefusal(line: string, at: number, file: string): string {
  if (!line.startsWith('{') && !line.startsWith('"')) return line;
  try {
    const value = JSON.parse(line) as string | { query?: unknown };
    const text = typeof value === 'string' ? value : value.query;
    if (typeof text === 'string') return text;
  } catch {
    // Said below.
  }
  throw new Failure(`${file}:${at}: neither a text nor JSON with a "query"`, {
    code: 'BAD_REFUSALS',
    exit: EXIT.badData,
    hint: 'one text per line, what people say that no service should answer',
  });
}

async function readRefusals(file: string | undefined): Promise<string[] | undefined> {
  if (file === undefined) return undefined;
  const lines = (await readText(file)).split('\n').map((line) => line.trim());
  return lines
    .map((line, at) => (line === '' ? '' : toRefusal(line, at + 1, file)))
    .filter((text) => text !== '');
}

/** What is learnt is kept in the user's cache, for this content of the registry. */
export async function trainRoutes({ options, json, launch }: TrainCall): Promise<Outcome> {
  const notes = new Notes({ launch, json });
  const file = await readRegistryFile(options.registry);
  const refusals = await readRefusals(options.refusals);
  const { routes, ...done } = registryPart().trainRegistry({
    registry: loadFrom(file, notes),
    ...(refusals ? { refusals } : {}),
    onProgress: (at, total) => notes.progress('training', at, total),
  });
  const note = notes.take();
  if (json) return { note, print: `${JSON.stringify({ registry: routes.source, ...done })}\n` };
  const { services, orgs, examples, ms, bytes, path } = done;
  const refused = refusals ? `, ${refusals.length} refusals` : '';
  const text = [
    `${services} services of ${orgs} orgs, ${examples} examples${refused}`,
    `trained in ${(ms / 1000).toFixed(2)} s; ${(bytes / 1e6).toFixed(2)} MB: ${path ?? 'the cache directory cannot be written'}`,
  ];
  return { note, print: `${text.map(printable).join('\n')}\n` };
}
