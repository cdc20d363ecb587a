// Why a call failed, as an error: `CallError` with what the retry loop must know.
import type { CallError, ErrorCode } from './types.ts';

export interface FaultOptions {
  hint?: string;
  /** Milliseconds. */
  retryAfter?: number;
  /** The service may have seen the request. False only where that is certain. */
  sent?: boolean;
  /** Of the answer, where there was one. */
  status?: number;
}

export class CallFault extends Error implements CallError {
  override readonly name = 'CallFault';
  readonly code: ErrorCode;
  readonly hint?: string;
  readonly retryAfter?: number;
  readonly sent: boolean;
  readonly status: number;

  constructor(code: ErrorCode, message: string, options: FaultOptions = {}) {
    super(message);
    this.code = code;
    this.sent = options.sent ?? false;
    this.status = options.status ?? 0;
    if (options.hint !== undefined) this.hint = options.hint;
    if (options.retryAfter !== undefined) this.retryAfter = options.retryAfter;
  }
}

/** What an answer carries of it. */
export const toCallError = ({ code, message, hint, retryAfter }: CallFault): CallError => ({
  code,
  message,
  ...(hint === undefined ? {} : { hint }),
  ...(retryAfter === undefined ? {} : { retryAfter }),
});
