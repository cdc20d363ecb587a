// What ask and act need of a model: one question, one answer, whoever gives it.
import type { ModelMessage } from 'ai';
import type { ObjectSchema } from '../skills/schema.ts';

export type { ModelMessage } from 'ai';

export interface ToolSpec {
  name: string;
  description: string;
  schema: ObjectSchema;
}

/** Tokens. */
export interface Usage {
  input: number;
  /** Of `input`, those that the provider had kept. */
  cached: number;
  output: number;
}

/** Dollars for a million tokens. */
export interface Price {
  input: number;
  output: number;
  /** `input` where it is not said. */
  cached?: number | undefined;
}

export interface ToolCall {
  id: string;
  name: string;
  input: unknown;
}

export interface Question {
  system: string;
  messages: ModelMessage[];
  tools: ToolSpec[];
  signal: AbortSignal;
  /** What a person should know meanwhile: that we wait, and for what. */
  note: (text: string) => void;
  /** Tokens; the model's own limit where it is not said. */
  mostOutput?: number;
}

export interface Answer {
  text: string;
  /** The calls that wait for their results. */
  calls: ToolCall[];
  /** What the conversation grows by. */
  messages: ModelMessage[];
  usage: Usage;
  /** The answer ended at a limit of length. */
  isCut: boolean;
}

/** Yields the text as it comes. Throws a `Failure` for what the provider refuses. */
export type Ask = (question: Question) => AsyncGenerator<string, Answer>;

export interface Brain {
  /** `provider/model`. */
  name: string;
  price: Price | undefined;
  ask: Ask;
}
