// The body of an answer: within its limit, and as JSON where it is JSON.
import { JsonError, parseJsonText } from '@rhachet/serve';
import { CallFault } from './fault.ts';
import type { WireAnswer } from './transport/types.ts';

/** JSON that nests deeper cannot be printed again without exhausting the stack. */
const MAX_DEPTH = 512;

const tooLarge = (limit: number, status: number): CallFault =>
  new CallFault('too_large', `the answer is larger than ${limit} bytes`, {
    hint: 'response_limit of the service says how much is read',
    sent: true,
    status,
  });

/** All bytes. Rejects with `too_large` as soon as that is known. */
export async function readBytes(answer: WireAnswer, limit: number): Promise<Uint8Array> {
  const { status, headers, body } = answer;
  const said = headers['content-length'];
  if (Number(said ?? 0) > limit) {
    answer.cancel();
    throw tooLarge(limit, status);
  }
  // HTTP ends a body where its length says.
  if (answer.whole && said !== undefined && /^\d+$/.test(said)) return answer.whole();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limit) throw tooLarge(limit, status);
    chunks.push(chunk);
  }
  const [only] = chunks;
  return chunks.length === 1 && only ? only : Buffer.concat(chunks, length);
}

const isJson = (type: string): boolean => /^[\w.+-]+\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type);

export interface Parsed {
  /** JSON where it is JSON, else text; `null` where there is nothing. */
  data: unknown;
  /** Why what says to be JSON is none. */
  fault?: string;
}

function parseJson(text: string): Parsed {
  try {
    return { data: parseJsonText(text, MAX_DEPTH) };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const { line, column } = error.at;
    return { data: text, fault: `${error.message} (line ${line}, column ${column})` };
  }
}

/** What is JSON without saying so is still taken for JSON, as clients of such services expect. */
export function parseBody(bytes: Uint8Array, headers: Record<string, string>): Parsed {
  if (bytes.length === 0) return { data: null };
  const encoding = headers['content-encoding'] ?? 'identity';
  const text = new TextDecoder().decode(bytes);
  if (encoding !== 'identity') return { data: text, fault: `it is ${encoding}, not asked for` };
  if (isJson(headers['content-type'] ?? '')) return parseJson(text);
  return { data: /^\s*[[{]/.test(text) ? parseJson(text).data : text };
}
