// What is to be dispatched: text, an API call, or a webhook.

export interface TextRequest {
  source: 'text';
  text: string;
}

export interface ApiRequest {
  source: 'api';
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: unknown;
  /** What a person would say; from the body's `query` where there is one. */
  text?: string;
}

export interface WebhookRequest {
  source: 'webhook';
  event: string;
  /** Who sent it: `github`. */
  from?: string;
  payload?: unknown;
}

export type ServiceRequest = TextRequest | ApiRequest | WebhookRequest;
