// What every command begins with: the registry, who is called, and where signals go.
import { type Call, EXIT, Failure, usage } from '@rhachet/kit';
import { files } from '#files';
import type { ServiceClient } from '../call/types.ts';
import { cachedRoutes } from '../cache/cached.ts';
import { openRoutes as openCompiled, type Routes } from '../cache/routes.ts';
import { systemClock } from '../clock.ts';
import { DispatcherCore } from '../dispatch/core.ts';
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
  /** Nothing is called. */
  explain?: true;
}

/** Calling over HTTP: a bundle of its own. */
const callPart = () =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#call') as typeof import('#call');

/** What every command that dispatches is called with. */
export type OpenCall = Pick<Call, 'launch' | 'json'> & { options: OpenOptions };

/** YAML and the checks of a registry: a bundle of its own. */
export const registryPart = () =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#registry') as typeof import('#registry');

/** A registry as it lies in its file. */
export interface RegistryFile {
  /** Absolute path. */
  source: string;
  bytes: Uint8Array;
  /** SHA-256, in hex. */
  hash: string;
}

/** Throws a `Failure` (exit 66). */
export async function readRegistryFile(named: string | undefined): Promise<RegistryFile> {
  const source = findRegistry({ named, cwd: process.cwd() });
  const bytes = await readInput(source);
  return { source, bytes, hash: files.sha256(bytes) };
}

/** The compiled registry that a command works with: as an earlier call left it, or made now. */
export async function openRoutes({ registry }: RegistryOptions, notes: Notes): Promise<Routes> {
  const file = await readRegistryFile(registry);
  return cachedRoutes(file) ?? compiledRoutes(file, notes);
}

/** Opened here and not where they are made: what matches patterns belongs to this bundle. */
function compiledRoutes(file: RegistryFile, notes: Notes): Routes {
  const onProgress = (done: number, total: number): void => notes.progress('training', done, total);
  const { bytes } = registryPart().compileAndKeep(loadFrom(file, notes), { onProgress });
  return openCompiled(bytes, file.source);
}

/** The registry of a file that was read; warnings become one note. */
export function loadFrom({ source, bytes, hash }: RegistryFile, notes: Notes): Registry {
  const { decodeRegistry, loadRegistry } = registryPart();
  const { registry, findings } = loadRegistry(decodeRegistry(bytes, source), { source, hash });
  const { length } = findings;
  if (length > 0) {
    const count = `${length} warning${length === 1 ? '' : 's'}`;
    notes.say(`${source}: ${count}; rhachet routes lint shows ${length === 1 ? 'it' : 'them'}`);
  }
  return registry;
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
export async function clientFor(options: OpenOptions): Promise<ServiceClient> {
  const { mock, 'mock-file': file, explain } = options;
  if (typeof mock === 'string' && file !== undefined)
    throw usage('--mock=<file> and --mock-file say the same thing twice');
  const named = typeof mock === 'string' ? mock : file;
  if (named !== undefined) return new MockServiceClient({ responses: await mockResponses(named) });
  // What calls nothing does not load how to call.
  if (mock || explain) return new MockServiceClient();
  const { HttpServiceClient } = callPart();
  return new HttpServiceClient();
}

export interface Opened {
  dispatcher: DispatcherCore;
  notes: Notes;
}

/** A dispatcher with everything that the options say. Signals are kept in `notes`. */
export async function openDispatcher({ options, launch, json }: OpenCall): Promise<Opened> {
  const notes = new Notes({ launch, json, signals: options.signals });
  const routes = await openRoutes(options, notes);
  const client = await clientFor(options);
  const dispatcher = new DispatcherCore({
    routes: () => routes,
    registry: routes.registry,
    client,
    clock: systemClock,
    onSignal: (line) => notes.signal(line),
  });
  return { dispatcher, notes };
}
