// A block in memory, before it is bound to variables: code, constants and what it captures.
import { TrashError } from '../values/trash-error.ts';
import type { Json } from '../values/value.ts';

export type Constant = Json | bigint | Chunk;

/** Where the surrounding code keeps what a block captures. */
export const CAPTURE_SOURCES = ['local', 'ivar', 'capture', 'parameter'] as const;

export interface Capture {
  readonly name: string;
  readonly source: (typeof CAPTURE_SOURCES)[number];
  /** Which local, capture or parameter of the surrounding code; an instance variable goes by its name. */
  readonly slot: number;
}

/** From this byte of the code on: line from 1, column from 0. */
export interface CodePosition {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

export interface Debug {
  readonly positions: readonly CodePosition[];
  /** Names of the locals, by slot; '' for those without. */
  readonly variables: readonly string[];
}

export interface ChunkParts {
  /** 1: all values are texts. 2: values of the language. */
  readonly version: 1 | 2;
  readonly code: Uint8Array;
  readonly constants: readonly Constant[];
  readonly parameters: readonly string[];
  readonly localCount: number;
  readonly captures: readonly Capture[];
  readonly debug: Debug | null;
}

/** A class, so that it differs from a constant that is a dictionary. */
export class Chunk implements ChunkParts {
  readonly version: 1 | 2;
  readonly code: Uint8Array;
  readonly constants: readonly Constant[];
  readonly parameters: readonly string[];
  readonly localCount: number;
  readonly captures: readonly Capture[];
  readonly debug: Debug | null;

  constructor(parts: ChunkParts) {
    this.version = parts.version;
    this.code = parts.code;
    this.constants = parts.constants;
    this.parameters = parts.parameters;
    this.localCount = parts.localCount;
    this.captures = parts.captures;
    this.debug = parts.debug;
  }
}

/** Of a whole container, with the blocks in it. */
export const MAX_BYTES = 1024 * 1024;
/** Of blocks in blocks, and of lists in lists in a constant. */
export const MAX_NESTING = 50;

export function bytecodeError(message: string, offset: number): TrashError {
  return new TrashError('BytecodeError', `${message}, at byte ${offset}`);
}
