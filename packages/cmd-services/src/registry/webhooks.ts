// Who may send webhooks: the secret that each sender signs with. Like every secret, only where it comes from stands here.
import type { Reader } from './reader.ts';
import { toSecretSource } from './secret-source.ts';
import type { SecretSource } from './types.ts';

const HINT = 'webhooks: { github: env:GITHUB_WEBHOOK_SECRET } (or file:PATH, cmd:COMMAND)';

/** By the name of the sender, as it stands in the path: `webhooks: { github: env:NAME }`. */
export function readWebhooks(reader: Reader): { webhooks?: Record<string, SecretSource> } {
  const map = reader.map('webhooks');
  if (!map) return {};
  const found: [string, SecretSource][] = [];
  for (const sender of map.keys()) {
    const text = map.string(sender);
    const source = text === undefined ? undefined : toSecretSource(text);
    if (source) found.push([sender, source]);
    else if (text !== undefined) {
      // The text may be the secret: it must not reach a message.
      const message = `webhooks.${sender} is neither env:NAME nor file:PATH nor cmd:COMMAND; a secret in clear is not read`;
      map.note(sender, { level: 'error', code: 'secret-in-clear', message, hint: HINT });
    }
  }
  return { webhooks: Object.fromEntries(found) };
}
