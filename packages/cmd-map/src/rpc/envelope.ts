// One message: JSON-RPC 2.0, or the bare form of the protocol (`{ method, params }`, answered with the bare result).
import { RPC, RpcError } from './rpc-error.ts';

export type Id = string | number | null;

export interface Request {
  method: string;
  params: unknown;
  /** JSON-RPC 2.0, as against the bare form. */
  isEnveloped: boolean;
  /** `undefined`: a notification, or the bare form. */
  id: Id | undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `null` unless the message bears an id that can be sent back. */
export function idOf(message: unknown): Id {
  const { id = null } = isObject(message) ? message : {};
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}

export const isEnveloped = (message: unknown): boolean =>
  !isObject(message) || Object.hasOwn(message, 'jsonrpc') || Object.hasOwn(message, 'id');

export const isNotification = (message: unknown): boolean =>
  isObject(message) &&
  message.jsonrpc === '2.0' &&
  typeof message.method === 'string' &&
  !Object.hasOwn(message, 'id');

const invalid = (message: string): RpcError =>
  new RpcError(RPC.invalidRequest, message, {
    hint: '{"jsonrpc": "2.0", "id": 1, "method": "dispatch.query", "params": {"symbol": "add"}}, or without jsonrpc and id',
  });

/** Throws an `RpcError`. */
export function readRequest(message: unknown): Request {
  if (!isObject(message)) throw invalid('a request is an object');
  const { jsonrpc, method, params, id } = message;
  const enveloped = isEnveloped(message);
  if (enveloped && jsonrpc !== '2.0') throw invalid('jsonrpc is not "2.0"');
  if (id !== undefined && id !== null && typeof id !== 'string' && typeof id !== 'number')
    throw invalid('id is a text, a number or null');
  if (typeof method !== 'string') throw invalid('method is no text');
  return { method, params, isEnveloped: enveloped, id };
}
