// dispatch and dispatch-to.
import { type Call, countOption, isTerminal, type Outcome, usage } from '@rhachet/kit';
import { bodyOf } from '../dispatch/body.ts';
import type { DispatcherCore } from '../dispatch/core.ts';
import type { Target } from '../decision/types.ts';
import type { DispatchOptions } from '../dispatch/types.ts';
import { dispatchBatch } from './batch.ts';
import { explained } from './explain.ts';
import { durationOption, readJson, readText } from './input.ts';
import type { Notes } from './notes.ts';
import { openDispatcher, type OpenOptions } from './open.ts';
import { curlOutcome, dryRunOutcome } from './preview.ts';
import { answered, streamed } from './show.ts';

export interface CallingOptions extends OpenOptions {
  data?: string;
  context?: string;
  'raw-body'?: true;
  explain?: true;
  'dry-run'?: true;
  curl?: true;
  timeout?: string;
  retries?: string;
  'idempotency-key'?: string;
  stream?: true;
  quiet?: true;
}

export type DispatchCall = Pick<Call, 'json' | 'words' | 'launch'> & {
  options: CallingOptions & { batch?: string };
};

type ToCall = Pick<Call, 'json' | 'words' | 'launch'> & {
  options: CallingOptions & { query?: string };
};

const MOST_RETRIES = 19;

/** What the options say of the call itself. */
export async function readCallOptions(options: CallingOptions): Promise<DispatchOptions> {
  const { data, context, timeout, retries, 'idempotency-key': key } = options;
  if (data === '-' && context === '-') throw usage('standard input can be read only once');
  return {
    ...(data === undefined ? {} : { data: await readJson('data', data) }),
    ...(context === undefined ? {} : { context: await readJson('context', context) }),
    ...(options['raw-body'] ? { rawBody: true } : {}),
    ...(timeout === undefined ? {} : { timeout: durationOption('timeout', timeout) }),
    ...(retries === undefined
      ? {}
      : { retries: countOption('retries', retries, { min: 0, max: MOST_RETRIES }) }),
    ...(key === undefined ? {} : { idempotencyKey: key }),
    ...(options.stream ? { stream: true } : {}),
  };
}

/** The words of the call, or what is piped into it. */
async function readQuery({ words, options, launch }: DispatchCall): Promise<string> {
  const [word] = words;
  if (word !== undefined && word !== '-') return word;
  if (options.data === '-' || options.context === '-')
    throw usage('the query and --data cannot both be read from standard input');
  if (word === undefined && isTerminal(launch, 0))
    throw usage('"dispatch" needs a query', 'rhachet dispatch "sync salesforce contacts"');
  return (await readText('-')).replace(/\r?\n$/, '');
}

interface Job {
  dispatcher: DispatcherCore;
  notes: Notes;
  query: string;
  target?: Target;
  options: CallingOptions;
  json: boolean;
}

async function perform(job: Job): Promise<Outcome> {
  const { dispatcher, query, target, options, json, notes } = job;
  if (options.explain) return explained(dispatcher.explain(query, target), job);
  const callOptions = await readCallOptions(options);
  if (options.curl || options['dry-run']) {
    const made = dispatcher.decide(query, target);
    const request = { source: 'text', text: query } as const;
    const body = bodyOf(request, { options: callOptions, target });
    const preview = { made, body, json, notes, options: callOptions };
    return options.curl ? curlOutcome(preview) : dryRunOutcome(preview);
  }
  const result = target
    ? await dispatcher.dispatchTo(target.org, target.service, { ...callOptions, query })
    : await dispatcher.dispatch(query, callOptions);
  const shown = { result, json, notes, quiet: options.quiet === true };
  return result.response.body ? streamed(shown) : answered(shown);
}

/** `dispatch QUERY`. */
export async function dispatchQuery(call: DispatchCall): Promise<Outcome> {
  const { options, json, words } = call;
  if (options.batch !== undefined && words.length > 0)
    throw usage('--batch takes its queries from the file, not from the command line');
  if (options.batch !== undefined) return dispatchBatch(call, options.batch);
  const query = await readQuery(call);
  return perform({ ...(await openDispatcher(call)), query, options, json });
}

/** `ORG`, `ORG.service` or `ORG service`. */
export function readTarget([first = '', second]: string[]): Target {
  const dot = first.indexOf('.');
  const org = dot === -1 ? first : first.slice(0, dot);
  const behind = dot === -1 ? undefined : first.slice(dot + 1);
  if (behind !== undefined && second !== undefined)
    throw usage(`the service is named twice: ${behind} and ${second}`);
  const service = behind ?? second;
  if (org === '' || service === '') throw usage(`${first} is not ORG or ORG.service`);
  return service === undefined ? { org } : { org, service };
}

/** `dispatch-to ORG[.SERVICE] [SERVICE]`. */
export async function dispatchTo(call: ToCall): Promise<Outcome> {
  const { words, options, json } = call;
  const target = readTarget(words);
  const { query = '' } = options;
  return perform({ ...(await openDispatcher(call)), query, target, options, json });
}
