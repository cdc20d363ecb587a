// A brain behind HTTP: the AI SDK speaks its protocol. One question is one request; the loop over tools is ask's own, so
// that a person is asked before each call, and a script can stand where the model does.
import type { LanguageModel, ToolSet } from 'ai';
import type { Choice } from './choose.ts';
import { type Asked, timedOut, toFailure } from './faults.ts';
import { keyOf, sourceText } from './key.ts';
import { patientFetch } from './patient-fetch.ts';
import type { Answer, Ask, Brain, ModelMessage, Question, ToolCall, ToolSpec } from './types.ts';
import { NO_USAGE } from './usage.ts';

const TIMEOUT_SECONDS = 120;

const DEFAULT_URLS = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com/v1',
  'openai-compatible': '',
};

function sdk(): typeof import('#ai') {
  // It would print what it thinks of a model on stdout, between the pieces of an answer.
  globalThis.AI_SDK_LOG_WARNINGS = false;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  return require('#ai') as typeof import('#ai');
}

type Fetch = typeof fetch;

/**
 * The model of a choice. OpenAI is spoken to in chat completions: its newer protocol keeps conversations on the server,
 * ours are kept here.
 */
function modelOf(choice: Choice, key: string | undefined, send: Fetch): LanguageModel {
  const { provider, model, settings } = choice;
  const baseURL = urlOf(choice);
  const { createAnthropic, createOpenAI, createOpenAICompatible } = sdk();
  if (settings.api === 'anthropic')
    return createAnthropic({ baseURL, apiKey: key ?? '', fetch: send })(model);
  if (settings.api === 'openai')
    return createOpenAI({ baseURL, apiKey: key ?? '', fetch: send }).chat(model);
  const common = { name: provider, baseURL, includeUsage: true, fetch: send };
  return createOpenAICompatible(key === undefined ? common : { ...common, apiKey: key })(model);
}

export const urlOf = ({ settings }: Pick<Choice, 'settings'>): string =>
  settings.url ?? DEFAULT_URLS[settings.api];

function toolSet(tools: ToolSpec[]): ToolSet {
  const { jsonSchema, tool } = sdk();
  return Object.fromEntries(
    tools.map(({ name, description, schema }) => [
      name,
      tool({
        description,
        inputSchema: jsonSchema(schema as unknown as Parameters<typeof jsonSchema>[0]),
      }),
    ]),
  );
}

/** Ends a request when nothing came for a while; a wait that was asked for does not count. */
class Silence {
  readonly #stop = new AbortController();
  readonly #ms: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(seconds: number) {
    this.#ms = seconds * 1000;
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  heard(more = 0): void {
    this.end();
    this.#timer = setTimeout(() => this.#stop.abort(), this.#ms + more);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

/** Calls without a result yet: the SDK itself answers those whose arguments are no JSON. */
function openCalls(calls: ToolCall[], messages: ModelMessage[]): ToolCall[] {
  const answered = new Set(
    messages.flatMap((message) =>
      message.role === 'tool'
        ? message.content.flatMap((part) => (part.type === 'tool-result' ? part.toolCallId : []))
        : [],
    ),
  );
  return calls.filter(({ id }) => !answered.has(id));
}

interface Request {
  asked: Asked;
  model: LanguageModel;
  silence: Silence;
  mostOutput: number | undefined;
}

async function* stream(question: Question, request: Request): AsyncGenerator<string, Answer> {
  const { system, messages, tools, signal } = question;
  const { model, silence, mostOutput } = request;
  const result = sdk().streamText({
    model,
    messages,
    maxRetries: 0,
    abortSignal: AbortSignal.any([signal, silence.signal]),
    // What goes wrong comes as a part of the stream; the SDK would print it too.
    onError: () => undefined,
    ...(system === '' ? {} : { system }),
    ...(tools.length === 0 ? {} : { tools: toolSet(tools) }),
    ...(mostOutput === undefined ? {} : { maxOutputTokens: mostOutput }),
  });
  const calls: ToolCall[] = [];
  const answer: Answer = { text: '', calls, messages: [], usage: NO_USAGE, isCut: false };
  for await (const part of result.fullStream) {
    silence.heard();
    if (part.type === 'error') throw part.error;
    if (part.type === 'abort') throw new Error('stopped');
    if (part.type === 'text-delta') {
      answer.text += part.text;
      yield part.text;
    }
    if (part.type === 'tool-call')
      calls.push({ id: part.toolCallId, name: part.toolName, input: part.input });
    if (part.type === 'finish') {
      const { inputTokens = 0, outputTokens = 0, inputTokenDetails } = part.totalUsage;
      const cached = inputTokenDetails.cacheReadTokens ?? 0;
      answer.usage = { input: inputTokens, cached, output: outputTokens };
      answer.isCut = part.finishReason === 'length';
    }
  }
  answer.messages = (await result.response).messages;
  return { ...answer, calls: openCalls(calls, answer.messages) };
}

function askerOf(choice: Choice): Ask {
  const { provider, model, settings } = choice;
  const key = keyOf(provider, settings);
  const mask = (text: string): string => (key === undefined ? text : text.replaceAll(key, '***'));
  const source = sourceText(settings.key);
  const asked: Asked = { name: `${provider}/${model}`, url: urlOf(choice), source, mask };
  const { timeout = TIMEOUT_SECONDS, models = {} } = settings;
  return async function* (question) {
    const silence = new Silence(timeout);
    const onWait = (ms: number, why: string): void => {
      silence.heard(ms);
      question.note(`${asked.name}: ${why}; trying again in ${(ms / 1000).toFixed(1)} s\n`);
    };
    const send = patientFetch({ onWait }) as Fetch;
    const mostOutput = question.mostOutput ?? models[model]?.maxOutput;
    try {
      silence.heard();
      return yield* stream(question, {
        asked,
        model: modelOf(choice, key, send),
        silence,
        mostOutput,
      });
    } catch (error) {
      if (question.signal.aborted) throw error;
      throw silence.signal.aborted ? timedOut(asked, timeout) : toFailure(error, asked);
    } finally {
      silence.end();
    }
  };
}

/** Throws a `Failure` (exit 78) where its key is missing. */
export function sdkBrain(choice: Choice): Brain {
  const { provider, model, settings } = choice;
  const { price } = settings.models?.[model] ?? {};
  return { name: `${provider}/${model}`, price, ask: askerOf(choice) };
}

/** Whether the configuration says that the model takes tools; nothing said is yes. */
export const takesTools = ({ model, settings }: Choice): boolean =>
  settings.models?.[model]?.tools ?? true;
