// What every command begins with: the registry, who is called, and where signals go.
import { EXIT, Failure, usage } from '@rhachet/kit';
import { files } from '#files';
import type { ServiceClient } from '../call/types.ts';
import { systemClock } from '../clock.ts';
import { DispatcherCore } from '../dispatch/core.ts';
import { routerFor } from '../dispatch/router.ts';
import { MockServiceClient } from '../mock/mock-client.ts';
import { findRegistry } from '../registry/find.ts';
import type { Registry } from '../registry/types.ts';
import { Notes } from './notes.ts';
import { readInput } from './input.ts';

export interface RegistryOptions {
  registry?: string;
}

export interface OpenOptions extends RegistryOptions {
  mock?: string | true;
  'mock-file'?: string;
  signals?: string;
}

/** YAML and the checks of a registry: a bundle of its own. */
export const registryPart = () =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#registry') as typeof import('#registry');

/** The text of the registry and what identifies it. Throws a `Failure` (exit 66, 78). */
export async function readRegistryFile(named: string | undefined) {
  const source = findRegistry({ named, cwd: process.cwd() });
  const bytes = await readInput(source);
  return { source, bytes, hash: files.sha256(bytes) };
}

/** The registry that a command works with; warnings become one note. */
export async function openRegistry({ registry }: RegistryOptions, notes: Notes): Promise<Registry> {
  const { source, bytes, hash } = await readRegistryFile(registry);
  const { decodeRegistry, loadRegistry } = registryPart();
  const loaded = loadRegistry(decodeRegistry(bytes, source), { source, hash });
  const { length } = loaded.findings;
  if (length > 0) {
    const count = `${length} warning${length === 1 ? '' : 's'}`;
    notes.say(`${source}: ${count}; rhachet routes lint shows ${length === 1 ? 'it' : 'them'}`);
  }
  return loaded.registry;
}

const badMock = (file: string, message: string): Failure =>
  new Failure(`the mock file is invalid: ${message} (${file})`, {
    code: 'BAD_MOCK',
    exit: EXIT.badData,
    hint: 'a map: ORG.service or URL to a body, or to { status, body, headers, delay, error, times }',
  });

async function mockResponses(file: string): Promise<Record<string, unknown>> {
  const text = new TextDecoder().decode(await readInput(file));
  const { value, findings } = registryPart().readDocument(text);
  const [error] = findings.filter(({ level }) => level === 'error');
  if (error)
    throw badMock(`${file}:${error.at?.line ?? 1}:${error.at?.column ?? 1}`, error.message);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badMock(file, 'it is not a map');
  return value as Record<string, unknown>;
}

/** Who is called: the services themselves, or a mock. */
async function clientFor(options: OpenOptions): Promise<ServiceClient> {
  const { mock, 'mock-file': file } = options;
  if (typeof mock === 'string' && file !== undefined)
    throw usage('--mock=<file> and --mock-file say the same thing twice');
  const named = typeof mock === 'string' ? mock : file;
  if (named !== undefined) return new MockServiceClient({ responses: await mockResponses(named) });
  if (mock) return new MockServiceClient();
  throw new Error('no client yet');
}

/** A dispatcher with everything that the options say. Signals are kept in `notes`. */
export async function openDispatcher(
  options: OpenOptions,
): Promise<{ dispatcher: DispatcherCore; notes: Notes }> {
  const notes = new Notes(options.signals);
  const registry = await openRegistry(options, notes);
  const client = await clientFor(options);
  const parts = { registry, router: routerFor(registry), client, clock: systemClock };
  const dispatcher = new DispatcherCore({ ...parts, onSignal: (line) => notes.signal(line) });
  return { dispatcher, notes };
}
