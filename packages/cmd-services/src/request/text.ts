// What a request says in words: what rules are matched against and what the classifier reads.
import type { ApiRequest, ServiceRequest, WebhookRequest } from './types.ts';

/** Characters: what a person means stands in front, and a pattern's time grows with the text. */
export const LONGEST_TEXT = 4_096;

/** Members of a body that hold what a person said, in the order in which they are looked for. */
const SAYING = ['query', 'text', 'prompt', 'message', 'q'];

const MOST_VALUES = 64;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The keys and strings inside a JSON value, outermost first, so that a deep payload cannot hide its subject. */
function wordsOf(value: unknown): string[] {
  const words: string[] = [];
  const rest: unknown[] = [value];
  for (let at = 0; at < rest.length && words.length < MOST_VALUES; at += 1) {
    const next = rest[at];
    if (typeof next === 'string') words.push(next);
    else if (Array.isArray(next)) rest.push(...(next as unknown[]).slice(0, MOST_VALUES));
    else if (isRecord(next)) {
      for (const [key, member] of Object.entries(next).slice(0, MOST_VALUES)) {
        words.push(key);
        rest.push(member);
      }
    }
  }
  return words;
}

function said(body: unknown): string | undefined {
  if (typeof body === 'string') return body;
  if (!isRecord(body)) return undefined;
  return SAYING.map((key) => body[key]).find((value) => typeof value === 'string');
}

/** `/v1/salesforce/contacts?limit=5` as `salesforce contacts`: a version and a query string say nothing. */
const pathWords = (path: string): string =>
  (path.split(/[?#]/, 1)[0] ?? '')
    .split('/')
    .filter((part) => part !== '' && !/^v\d+$/i.test(part))
    .join(' ');

const apiText = ({ path, body, text }: ApiRequest): string =>
  text ?? said(body) ?? [pathWords(path), ...wordsOf(body)].join(' ');

const webhookText = ({ event, from = '', payload }: WebhookRequest): string =>
  [from, event.replace(/[._:/-]+/g, ' '), ...wordsOf(payload)].filter(Boolean).join(' ');

/** The words of a request, at most `LONGEST_TEXT` characters. */
export function requestText(request: ServiceRequest): string {
  const text =
    request.source === 'text'
      ? request.text
      : request.source === 'api'
        ? apiText(request)
        : webhookText(request);
  return text.slice(0, LONGEST_TEXT);
}
