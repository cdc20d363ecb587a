// The body of an answer: within its limit, and as JSON where it is JSON.
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
  if (Number(headers['content-length'] ?? 0) > limit) {
    answer.cancel();
    throw tooLarge(limit, status);
  }
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

function nestsTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (quoted) {
      if (char === 92) at += 1;
      else if (char === 34) quoted = false;
    } else if (char === 34) quoted = true;
    else if (char === 91 || char === 123) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (char === 93 || char === 125) depth -= 1;
  }
  return false;
}

const isJson = (type: string): boolean => /^[\w.+-]+\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type);

export interface Parsed {
  /** JSON where it is JSON, else text; `null` where there is nothing. */
  data: unknown;
  /** Why what says to be JSON is none. */
  fault?: string;
}

function parseJson(text: string): Parsed {
  if (text.length > MAX_DEPTH && nestsTooDeep(text))
    return { data: text, fault: `it nests deeper than ${MAX_DEPTH}` };
  try {
    return { data: JSON.parse(text) as unknown };
  } catch {
    return { data: text, fault: 'it cannot be read' };
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
