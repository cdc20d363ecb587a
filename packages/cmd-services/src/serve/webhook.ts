// A webhook: signed by its sender over the bytes of its body, and about an event.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Incoming } from '@rhachet/serve';
import type { SecretSource } from '../registry/types.ts';
import type { WebhookRequest } from '../request/types.ts';
import { Refusal } from './reply.ts';

const SIGNATURE = /^sha256=([0-9a-f]{64})$/i;

/** Headers in which senders name the event. */
const EVENT_HEADERS = [
  'x-github-event',
  'x-gitea-event',
  'x-gitlab-event',
  'x-event-key',
  'x-shopify-topic',
  'x-event-type',
];

/** Members of a payload in which the others do. */
const EVENT_MEMBERS = ['event', 'type'];

export interface Senders {
  /** By the name of the sender. */
  webhooks: Record<string, SecretSource>;
  /** Of every other sender; without it they are refused. */
  others: SecretSource | undefined;
}

export const secretOf = (
  { webhooks, others }: Senders,
  sender: string,
): SecretSource | undefined => (Object.hasOwn(webhooks, sender) ? webhooks[sender] : others);

const unsigned = (message: string): Refusal =>
  new Refusal(message, {
    status: 401,
    code: 'BAD_SIGNATURE',
    hint: 'X-Hub-Signature-256: sha256=<HMAC-SHA256 of the raw body, in hex>',
  });

/** Throws a `Refusal` (401) unless `signature`, as in `X-Hub-Signature-256`, is that of the body. */
export function checkSignature(
  body: Uint8Array,
  { secret, signature }: { secret: string; signature: string | undefined },
): void {
  if (signature === undefined) throw unsigned('the webhook is not signed');
  const [, hex = ''] = SIGNATURE.exec(signature.trim()) ?? [];
  const expected = createHmac('sha256', secret).update(body).digest();
  const given = Buffer.from(hex, 'hex');
  // Compared in constant time: how long it takes must not say how much of a guess was right.
  if (given.length === expected.length && timingSafeEqual(given, expected)) return;
  throw unsigned('the signature of the webhook is not that of its body');
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function eventOf({ header }: Incoming, payload: unknown): string {
  const byHeader = EVENT_HEADERS.map(header).find((value) => value !== undefined);
  if (byHeader !== undefined) return byHeader;
  const members = isObject(payload) ? EVENT_MEMBERS.map((key) => payload[key]) : [];
  return members.find((value) => typeof value === 'string') ?? '';
}

export const toWebhook = (
  request: Incoming,
  { sender, payload }: { sender: string; payload: unknown },
): WebhookRequest => ({
  source: 'webhook',
  event: eventOf(request, payload),
  from: sender,
  payload,
});
