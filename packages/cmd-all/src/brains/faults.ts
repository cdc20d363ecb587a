// What can go wrong between us and a provider, as errors that say what to do.
import { EXIT, Failure, isFailure } from '@rhachet/kit';
import { retryAfter } from './patient-fetch.ts';

export interface Asked {
  /** `provider/model`. */
  name: string;
  url: string;
  /** Where the key came from, to be named. */
  source: string;
  /** Hides what must not be printed. */
  mask: (text: string) => string;
}

/** What the SDK throws for an answer that is an error. */
interface ApiError extends Error {
  statusCode?: number;
  responseBody?: string;
  responseHeaders?: Record<string, string>;
}

const MOST_SHOWN = 400;

/** As OpenAI, Anthropic, vLLM, llama.cpp and Ollama word it; there is no code that all of them send. */
const TOO_LONG =
  /context[_ ](length|window|size|limit)|maximum context|prompt is too long|too many (input )?tokens/i;

const NO_TOOLS = [
  /\btools?\b.{0,40}\b(not|n't) (be )?(supported|enabled|allowed|available)/i,
  /\b(not|n't) support\b.{0,40}\b(tools?|functions?)\b/i,
  /\bno endpoints\b.{0,40}\bsupport tool/i,
  /enable-auto-tool-choice/,
];

/** The provider's own words. */
function saidBy(error: ApiError, { mask }: Asked): string {
  const { responseBody = '' } = error;
  let text = error.message;
  try {
    const { error: inner, message } = JSON.parse(responseBody) as {
      error?: { message?: unknown } | string;
      message?: unknown;
    };
    const said = typeof inner === 'string' ? inner : (inner?.message ?? message);
    if (typeof said === 'string') text = said;
  } catch {
    // An answer of something between us and the provider: the SDK's own message has to do.
  }
  return mask(text).slice(0, MOST_SHOWN);
}

const fail = (
  message: string,
  options: { code: string; exit: number; hint: string; cause: unknown },
): Failure => new Failure(message, options);

/** The briefs do not fit: the caller of the model knows which they are. */
export const CONTEXT_OVERFLOW = 'CONTEXT_OVERFLOW';

function waitText(error: ApiError): string {
  const ms = retryAfter(new Headers(error.responseHeaders ?? {}));
  return ms === undefined ? 'try again later' : `try again in ${Math.ceil(ms / 1000)} s`;
}

function ofStatus(error: ApiError, status: number, asked: Asked): Failure {
  const { name, source, url } = asked;
  const said = saidBy(error, asked);
  const cause = error;
  const { tryLater, badConfig, badData, remoteError } = EXIT;
  if (status === 401 || status === 403)
    return fail(`${name}: the key was refused (${status}): ${said}`, {
      code: 'KEY_REFUSED',
      exit: badConfig,
      hint: `it came from ${source}; rhachet brains ping tries one`,
      cause,
    });
  if (status === 429)
    return fail(`${name}: too many requests (429): ${said}`, {
      code: 'RATE_LIMITED',
      exit: tryLater,
      hint: `${waitText(error)}; we have tried several times, or were told to wait for longer than a minute`,
      cause,
    });
  if (
    (status === 400 || status === 413 || status === 422) &&
    (TOO_LONG.test(said) || status === 413)
  )
    return fail(`${name}: the prompt is too long: ${said}`, {
      code: CONTEXT_OVERFLOW,
      exit: badData,
      hint: 'say less, or begin a new conversation',
      cause,
    });
  if (status >= 400 && status < 500 && NO_TOOLS.some((words) => words.test(said)))
    return fail(`${name}: the model takes no tools: ${said}`, {
      code: 'NO_TOOLS',
      exit: badConfig,
      hint: 'ask with --no-tools, or say "tools": false for this model in brains.json',
      cause,
    });
  return fail(`${name}: ${url} answered ${status}: ${said}`, {
    code: 'PROVIDER_ERROR',
    exit: remoteError,
    hint:
      status >= 500
        ? 'the fault is the provider’s: try again later'
        : 'is the name of the model right? rhachet brains list shows what is configured',
    cause,
  });
}

const UNREACHABLE =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ConnectionRefused|FailedToOpenSocket|Unable to connect|Cannot connect|CERT|SSL|certificate/i;

/** All messages and codes of an error and of what caused it. */
function chainText(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 5) return '';
  const { code = '' } = error as { code?: string };
  return `${error.message} ${code} ${chainText(error.cause, depth + 1)}`.trim();
}

/** The last link says it best: "fetch failed" does not. */
function innermost(error: Error): string {
  let last = error;
  for (let depth = 0; depth < 5 && last.cause instanceof Error; depth += 1) last = last.cause;
  return last.message === '' ? ((last as { code?: string }).code ?? last.name) : last.message;
}

/** Any error of a request as a `Failure`; one that is a fault of ours stays what it is. */
export function toFailure(error: unknown, asked: Asked): unknown {
  if (isFailure(error) || !(error instanceof Error)) return error;
  const { statusCode } = error as ApiError;
  if (statusCode !== undefined && statusCode >= 400) return ofStatus(error, statusCode, asked);
  const text = asked.mask(chainText(error));
  if (UNREACHABLE.test(text))
    return fail(`${asked.name}: cannot reach ${asked.url}: ${asked.mask(innermost(error))}`, {
      code: 'UNREACHABLE',
      exit: EXIT.unavailable,
      hint: 'is it running, and is its address right? rhachet brains list shows the addresses',
      cause: error,
    });
  return fail(
    `${asked.name}: ${asked.url} broke off: ${asked.mask(innermost(error)).slice(0, MOST_SHOWN)}`,
    {
      code: 'PROVIDER_ERROR',
      exit: EXIT.remoteError,
      hint: 'the connection ended before the answer did, or the answer has another form: try again',
      cause: error,
    },
  );
}

/** Nothing came for so long. */
export const timedOut = ({ name, url }: Asked, seconds: number): Failure =>
  new Failure(`${name}: nothing came from ${url} for ${seconds} s`, {
    code: 'TIMEOUT',
    exit: EXIT.tryLater,
    hint: 'try again, or give it more time: "timeout" (seconds) of this provider in brains.json',
  });
