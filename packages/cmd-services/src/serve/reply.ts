// What the server answers with: JSON, and for what went wrong one form of it.
import { isFailure } from '@rhachet/kit';
import { BodyRefused, JsonError, type Place, type Reply } from '@rhachet/serve';
import { statusOfExit } from './status.ts';

/** Why a request is refused before anything is decided. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly hint: string | undefined;
  readonly at: Place | undefined;
  readonly headers: Record<string, string>;

  constructor(
    message: string,
    options: {
      status: number;
      code: string;
      hint?: string;
      at?: Place;
      headers?: Record<string, string>;
    },
  ) {
    super(message);
    this.status = options.status;
    this.code = options.code;
    this.hint = options.hint;
    this.at = options.at;
    this.headers = options.headers ?? {};
  }
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

export const json = (
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): Reply => ({ status, headers: { ...JSON_TYPE, ...headers }, body: `${JSON.stringify(value)}\n` });

interface Said {
  status: number;
  code: string;
  message: string;
  hint?: string | undefined;
  at?: Place | undefined;
  headers?: Record<string, string>;
}

/** What comes behind the body that was not read is no request: the connection ends. */
const CLOSE = { connection: 'close' };

function bodyRefused({ fault }: BodyRefused, limit: number): Said {
  if (fault === 'too_slow')
    return {
      status: 408,
      code: 'TOO_SLOW',
      message: 'the body did not come in time',
      headers: CLOSE,
    };
  if (fault === 'too_many') {
    const message = 'too many large bodies are being read';
    return { status: 503, code: 'TOO_MANY', message, headers: { 'retry-after': '1', ...CLOSE } };
  }
  const message = `the body is larger than ${limit} bytes`;
  return { status: 413, code: 'TOO_LARGE', message, hint: 'routes serve --body-limit sets it' };
}

function toSaid(error: unknown, limit: number): Said {
  if (error instanceof Refusal) return error;
  if (error instanceof JsonError) {
    const { message, at } = error;
    return { status: 400, code: 'BAD_JSON', message, at };
  }
  if (error instanceof BodyRefused) return bodyRefused(error, limit);
  if (isFailure(error)) {
    const { code, message, hint, exit } = error;
    return { status: statusOfExit(exit), code, message, hint };
  }
  return { status: 500, code: 'INTERNAL', message: 'a fault of the dispatcher itself' };
}

/** The answer to a request that failed. `limit` is that of bodies, in bytes. */
export function refused(error: unknown, limit: number): Reply {
  const { status, code, message, hint, at, headers } = toSaid(error, limit);
  const said = {
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(at ? { at } : {}),
  };
  return json(status, { error: said }, headers);
}
