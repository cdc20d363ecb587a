// Which brains there are: those that everybody knows, and those of the user's own file. Never of a checkout: a file there
// could send the user's keys to somebody else, or name a command as the way to a key.
import { EXIT, Failure } from '@rhachet/kit';
import * as v from 'valibot';
import { readJsonFile } from '../json-file.ts';

/** Made where there is such a file: most calls have none. */
function fileSchema() {
  const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
  const text = v.pipe(v.string(), v.nonEmpty());
  const price = v.strictObject({ input: amount, output: amount, cached: v.optional(amount) });
  const model = v.strictObject({
    tools: v.optional(v.boolean()),
    maxOutput: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
    price: v.optional(price),
  });
  const key = v.union([
    v.strictObject({ env: text }),
    v.strictObject({ file: text }),
    v.strictObject({ command: v.pipe(v.array(text), v.minLength(1)) }),
  ]);
  const provider = v.strictObject({
    api: v.picklist(['openai', 'anthropic', 'openai-compatible']),
    url: v.optional(v.pipe(v.string(), v.url(), v.regex(/^https?:/, 'it is no http URL'))),
    key: v.optional(key),
    timeout: v.optional(v.pipe(v.number(), v.minValue(0.01), v.maxValue(3600))),
    models: v.optional(v.record(text, model)),
  });
  return v.strictObject({
    default: v.optional(text),
    brains: v.optional(v.record(v.pipe(v.string(), v.regex(/^[\w.-]+$/)), provider)),
  });
}

type BrainsFile = v.InferOutput<ReturnType<typeof fileSchema>>;
export type Provider = NonNullable<BrainsFile['brains']>[string];
export type KeySource = NonNullable<Provider['key']>;

export interface Brains {
  /** The file that was read, or would be. */
  path: string;
  default: string | undefined;
  providers: Map<string, Provider>;
}

type Environment = Record<string, string | undefined>;

/** `undefined` where there is neither a home nor a directory for configuration. */
function configPath(env: Environment): string {
  const { RHACHET_BRAINS: own = '', XDG_CONFIG_HOME: xdg = '', HOME: home = '' } = env;
  if (own !== '') return own;
  return xdg.startsWith('/') ? `${xdg}/rhachet/brains.json` : `${home}/.config/rhachet/brains.json`;
}

const setIn = (env: Environment, name: string): string | undefined =>
  env[name] === '' ? undefined : env[name];

/** Anthropic's own programs want this variable without the version that its address ends with. */
const withVersion = (url: string | undefined): string | undefined =>
  url !== undefined && /^https?:\/\/[^/]+\/?$/.test(url) ? `${url.replace(/\/$/, '')}/v1` : url;

const KNOWN = (env: Environment): [string, Provider][] => [
  ['openai', { api: 'openai', url: setIn(env, 'OPENAI_BASE_URL'), key: { env: 'OPENAI_API_KEY' } }],
  [
    'anthropic',
    {
      api: 'anthropic',
      url: withVersion(setIn(env, 'ANTHROPIC_BASE_URL')),
      key: { env: 'ANTHROPIC_API_KEY' },
    },
  ],
  ['ollama', { api: 'openai-compatible', url: 'http://127.0.0.1:11434/v1' }],
];

function badConfig(path: string, issue: v.BaseIssue<unknown>): Failure {
  const where = v.getDotPath(issue) ?? 'it';
  return new Failure(`${path}: ${where}: ${issue.message}`, {
    code: 'BAD_BRAINS',
    exit: EXIT.badConfig,
    hint: 'packages/cmd-all/README.md, "Brains", shows such a file',
  });
}

/** What the user's file adds to what everybody knows, key by key. */
const merge = (known: Provider | undefined, own: Provider): Provider =>
  own.api === known?.api ? { ...known, ...own } : own;

function checkUrl(path: string, name: string, { api, url }: Provider): void {
  if (api !== 'openai-compatible' || url !== undefined) return;
  throw new Failure(`${path}: brains.${name}: an openai-compatible brain needs a url`, {
    code: 'BAD_BRAINS',
    exit: EXIT.badConfig,
    hint: 'e.g. "url": "http://127.0.0.1:8000/v1"',
  });
}

function readFile(path: string): BrainsFile {
  const { text, value } = readJsonFile(path);
  if (text === undefined) return {};
  const parsed = v.safeParse(fileSchema(), value);
  if (!parsed.success) throw badConfig(path, parsed.issues[0]);
  return parsed.output;
}

/** Throws a `Failure` (exit 78) where the file is wrong; that there is none is no error. */
export function readBrains(env: Environment = process.env): Brains {
  const path = configPath(env);
  const { default: fallback, brains = {} } = readFile(path);
  const providers = new Map(KNOWN(env));
  for (const [name, own] of Object.entries(brains)) {
    const provider = merge(providers.get(name), own);
    checkUrl(path, name, provider);
    providers.set(name, provider);
  }
  return { path, default: setIn(env, 'RHACHET_BRAIN') ?? fallback, providers };
}
