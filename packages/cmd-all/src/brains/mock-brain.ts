// A brain that answers from a script: for tests of roles, for demonstrations, offline. Loads no SDK.
import { readFileSync } from 'node:fs';
import { EXIT, Failure } from '@rhachet/kit';
import { JsonError, parseJsonText } from '@rhachet/serve';
import * as v from 'valibot';
import type { Answer, Brain, ModelMessage, ToolCall } from './types.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const turn = v.union([
  v.string(),
  v.strictObject({
    text: v.optional(v.string(), ''),
    calls: v.optional(
      v.array(v.strictObject({ skill: v.string(), input: v.optional(v.unknown(), {}) })),
      [],
    ),
    usage: v.optional(v.strictObject({ input: count, output: count })),
  }),
]);
const script = v.array(turn);

type Turn = Exclude<v.InferOutput<typeof turn>, string>;

const MOST_BYTES = 10_000_000;

const bad = (message: string, exit: number, cause?: unknown): Failure =>
  new Failure(message, {
    code: 'BAD_MOCK',
    exit,
    hint: 'a script is a JSON list of answers: "text", or { "text", "calls": [{ "skill", "input" }], "usage" }',
    cause,
  });

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw bad(`cannot read ${path}: ${(error as Error).message}`, EXIT.noInput, error);
  }
}

function parse(path: string, text: string): unknown {
  if (text.length > MOST_BYTES) throw bad(`${path}: it is larger than ${MOST_BYTES}`, EXIT.badData);
  try {
    return parseJsonText(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const { line, column } = error.at;
    throw bad(`${path}:${line}:${column}: ${error.message}`, EXIT.badData);
  }
}

function readScript(path: string): Turn[] {
  const parsed = v.safeParse(script, parse(path, readText(path)));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw bad(`${path}: ${v.getDotPath(issue) ?? 'it'}: ${issue.message}`, EXIT.badData);
  }
  return parsed.output.map((one) => (typeof one === 'string' ? { text: one, calls: [] } : one));
}

function messageOf({ text }: Turn, calls: ToolCall[]): ModelMessage {
  const said = text === '' ? [] : [{ type: 'text' as const, text }];
  const called = calls.map(({ id, name, input }) => ({
    type: 'tool-call' as const,
    toolCallId: id,
    toolName: name,
    input,
  }));
  return { role: 'assistant', content: [...said, ...called] };
}

/** Answers in the order of the script. Throws a `Failure`: 65 for one that is wrong or at its end, 66 for none. */
export function mockBrain(path: string): Brain {
  const turns = readScript(path);
  let at = 0;
  return {
    name: 'mock',
    price: undefined,
    // eslint-disable-next-line @typescript-eslint/require-await -- as real brains answer
    async *ask(): AsyncGenerator<string, Answer> {
      const one = turns[at];
      at += 1;
      if (one === undefined)
        throw bad(
          `${path}: it holds ${turns.length} answers, and one more is asked for`,
          EXIT.badData,
        );
      const id = `mock-${at}-${Date.now()}`;
      const calls = one.calls.map(({ skill, input }, n) => ({
        id: `${id}-${n}`,
        name: skill,
        input,
      }));
      if (one.text !== '') yield one.text;
      const { input = 0, output = 0 } = one.usage ?? {};
      const usage = { input, cached: 0, output };
      return { text: one.text, calls, messages: [messageOf(one, calls)], usage, isCut: false };
    },
  };
}
