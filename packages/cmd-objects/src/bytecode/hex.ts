// Bytes as text, in the way in which bytecode travels through JSON.
import { bytecodeError, MAX_BYTES } from './chunk.ts';

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function hexOf(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += DIGITS[byte] ?? '';
  return hex;
}

/** @throws TrashError BytecodeError */
export function bytesOf(hex: string): Uint8Array {
  if (hex.length > 2 * MAX_BYTES) throw bytecodeError(`more than ${MAX_BYTES} bytes`, MAX_BYTES);
  const wrong = hex.search(/[^0-9a-f]/i);
  if (wrong >= 0) throw bytecodeError(`'${hex.charAt(wrong)}' is no hex digit`, wrong >> 1);
  if (hex.length % 2 === 1) throw bytecodeError('half a byte', hex.length >> 1);
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at++) {
    bytes[at] = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16);
  }
  return bytes;
}
