// What shows a service who calls.
import type { Auth } from '../registry/types.ts';
import type { Secrets } from './secret.ts';

export interface Credentials {
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Every form of the secret that an answer might repeat. */
  secrets: string[];
}

export const NO_CREDENTIALS: Credentials = { headers: {}, secrets: [] };

const base64 = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)));

const SHA256 = { name: 'HMAC', hash: 'SHA-256' };

/** `sha256=<hex>` of the body, the form that GitHub made usual. */
async function sign(secret: string, body: Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = new TextEncoder().encode(secret);
  const key = await crypto.subtle.importKey('raw', bytes, SHA256, false, ['sign']);
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, body));
  return `sha256=${[...signature].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** The headers for one body. Rejects with `secret_missing`. */
export async function authorize(
  auth: Auth,
  { secrets, body }: { secrets: Secrets; body: Uint8Array<ArrayBuffer> },
): Promise<Credentials> {
  const secret = await secrets.get(auth.secret);
  switch (auth.type) {
    case 'bearer':
      return { headers: { authorization: `Bearer ${secret}` }, secrets: [secret] };
    case 'basic': {
      const pair = base64(`${auth.user}:${secret}`);
      return { headers: { authorization: `Basic ${pair}` }, secrets: [pair, secret] };
    }
    case 'header':
      return { headers: { [auth.header.toLowerCase()]: secret }, secrets: [secret] };
    case 'hmac':
      return {
        headers: { [auth.header.toLowerCase()]: await sign(secret, body) },
        secrets: [secret],
      };
  }
}
