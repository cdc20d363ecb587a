// The secret of a service: read when it is first needed, kept for the life of the process, and never shown.
import type { SecretSource } from '../registry/types.ts';
import { CallFault } from './fault.ts';

type Environment = Record<string, string | undefined>;

const MAX_BYTES = 64 * 1024;
const COMMAND_MS = 10_000;

const missing = (message: string, hint: string): CallFault =>
  new CallFault('secret_missing', message, { hint });

function fromEnv(name: string, env: Environment): string {
  const value = env[name];
  if (value === undefined || value === '')
    throw missing(`the environment has no ${name}`, `export ${name}`);
  return value;
}

async function fromFile(path: string, env: Environment): Promise<string> {
  const { readFile, stat } = await import('node:fs/promises');
  const file = path.startsWith('~/') ? `${env.HOME ?? ''}${path.slice(1)}` : path;
  try {
    if ((await stat(file)).size > MAX_BYTES) throw new Error('too large');
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'too large';
    throw missing(`the secret file ${path} cannot be read (${code})`, 'auth.from names it');
  }
}

/** Its words may be part of the secret: only the first, the program, is ever named. */
async function fromCommand(command: string, env: Environment): Promise<string> {
  const { execFile } = await import('node:child_process');
  const program = command.trim().split(/\s+/, 1)[0] ?? '';
  return new Promise((resolve, reject) => {
    const options = { env, timeout: COMMAND_MS, maxBuffer: MAX_BYTES };
    const child = execFile('/bin/sh', ['-c', command], options, (error, stdout) => {
      if (!error) resolve(stdout);
      else reject(missing(`the command for the secret (${program} …) failed`, 'run it: auth.cmd'));
    });
    child.stdin?.end();
  });
}

function read(source: SecretSource, env: Environment): Promise<string> {
  if (source.from === 'env') return Promise.resolve(fromEnv(source.name, env));
  return source.from === 'file' ? fromFile(source.path, env) : fromCommand(source.command, env);
}

const nameOf = (source: SecretSource): string =>
  source.from === 'env'
    ? `the environment variable ${source.name}`
    : source.from === 'file'
      ? `the file ${source.path}`
      : 'what the command printed';

async function readChecked(source: SecretSource, env: Environment): Promise<string> {
  const secret = (await read(source, env)).replace(/[\r\n]+$/, '');
  // A header cannot hold more than one line; an engine would say so and quote it.
  if (secret !== '' && /^[\t\x20-\x7e\x80-\xff]+$/.test(secret)) return secret;
  throw missing(
    `${nameOf(source)} holds no secret that a header can carry`,
    'one line of printable characters',
  );
}

/** Secrets by their source, each read once. */
export class Secrets {
  readonly #env: Environment;
  readonly #known = new Map<string, Promise<string>>();

  constructor(env: Environment) {
    this.#env = env;
  }

  /** Rejects with `secret_missing`. */
  get(source: SecretSource): Promise<string> {
    const key = JSON.stringify(source);
    const known = this.#known.get(key);
    if (known) return known;
    const secret = readChecked(source, this.#env);
    this.#known.set(key, secret);
    // The next call asks again: the file may be there by then.
    secret.catch(() => this.#known.delete(key));
    return secret;
  }
}
