// Keys of brains: taken at the last moment from where the user keeps them, and never printed.
import { readFileSync } from 'node:fs';
import { EXIT, Failure } from '@rhachet/kit';
import type { KeySource, Provider } from './config.ts';

/** A person may have to unlock a key ring; a command that hangs must not. */
const SLOWEST_MS = 60_000;
const MOST_BYTES = 65_536;

const noKey = (provider: string, why: string, hint: string): Failure =>
  new Failure(`no key for ${provider}: ${why}`, { code: 'NO_KEY', exit: EXIT.badConfig, hint });

const inHome = (path: string): string =>
  path.startsWith('~/') ? `${process.env.HOME ?? ''}${path.slice(1)}` : path;

/** How a source is named, without what is in it. */
export function sourceText(source: KeySource | undefined): string {
  if (source === undefined) return 'none';
  if ('env' in source) return `$${source.env}`;
  return 'file' in source ? source.file : `${source.command[0] ?? ''} …`;
}

/** Whether a key is likely there: runs no command. */
export function hasKey(source: KeySource | undefined): boolean {
  if (source === undefined || 'command' in source) return true;
  if ('env' in source) return (process.env[source.env] ?? '') !== '';
  try {
    return readFileSync(inHome(source.file)).length > 0;
  } catch {
    return false;
  }
}

function ofFile(provider: string, file: string): string {
  try {
    return readFileSync(inHome(file), 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw noKey(provider, `cannot read ${file}: ${code}`, 'the key is the first line of this file');
  }
}

/** Asks on the terminal where it must; what it prints on stderr is seen. */
function ofCommand(provider: string, [file = '', ...args]: string[]): string {
  try {
    return process.getBuiltinModule('node:child_process').execFileSync(file, args, {
      encoding: 'utf8',
      stdio: ['inherit', 'pipe', 'inherit'],
      timeout: SLOWEST_MS,
      maxBuffer: MOST_BYTES,
    });
  } catch (error) {
    const { code, status } = error as { code?: string; status?: number | null };
    const why = code ?? (status === null ? 'it was killed' : `it ended with ${status ?? ''}`);
    throw noKey(provider, `${file}: ${why}`, 'the command prints the key as its first line');
  }
}

function readFrom(provider: string, source: KeySource): string {
  if ('file' in source) return ofFile(provider, source.file);
  if ('command' in source) return ofCommand(provider, source.command);
  return process.env[source.env] ?? '';
}

/** `undefined` for a brain that needs none. Throws a `Failure` (exit 78). */
export function keyOf(name: string, { key: source }: Provider): string | undefined {
  if (source === undefined) return undefined;
  const [line = ''] = readFrom(name, source).split('\n');
  const key = line.trim();
  if (key === '')
    throw noKey(
      name,
      'env' in source ? `${source.env} is not set` : `${sourceText(source)} holds none`,
      'env' in source
        ? `export ${source.env}=…, or say in brains.json where it is: "key": { "file": … } or { "command": […] }`
        : 'the key is its first line',
    );
  // It becomes a header of HTTP.
  if (!/^[\x21-\x7e]+$/.test(key))
    throw noKey(name, `${sourceText(source)} holds characters that no key has`, 'correct it');
  return key;
}
