// Servers that speak as models do, over real HTTP: OpenAI's chat completions and Anthropic's messages, streamed.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Said {
  /** Pieces of text, each an event of its own. */
  text?: string[];
  calls?: { id: string; name: string; input: string }[];
  usage?: { input: number; output: number };
  /** Waited for behind the first piece of text. */
  gate?: Promise<void>;
  /** The connection is closed behind the text. */
  isBroken?: true;
  /** Nothing follows the text, and nothing is closed. */
  hangs?: true;
}

export interface Refused {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

export interface Asked {
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: Record<string, unknown>;
}

export interface ModelServer {
  url: string;
  /** What was asked, in order. */
  asked: Asked[];
  /** Answers that are still to be given, in order. */
  replies: (Refused | Said)[];
  /** Requests whose client went away before the answer was complete. */
  left: () => number;
  close: () => Promise<void>;
}

type Writer = (said: Said, send: (event: object, name?: string) => void) => Promise<void>;

const openai: Writer = async ({ text = [], calls = [], usage, gate, hangs }, send) => {
  const chunk = (delta: object, finish: string | null = null): void =>
    send({
      id: 'x',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'm',
      choices: [{ index: 0, delta, finish_reason: finish }],
    });
  for (const [at, content] of text.entries()) {
    chunk(at === 0 ? { role: 'assistant', content } : { content });
    if (at === 0) await gate;
  }
  if (hangs) return;
  for (const [index, { id, name, input }] of calls.entries()) {
    const half = Math.ceil(input.length / 2);
    const call = {
      index,
      id,
      type: 'function',
      function: { name, arguments: input.slice(0, half) },
    };
    chunk({ tool_calls: [call] });
    chunk({ tool_calls: [{ index, function: { arguments: input.slice(half) } }] });
  }
  chunk({}, calls.length > 0 ? 'tool_calls' : 'stop');
  if (usage) {
    const { input, output } = usage;
    const total = input + output;
    const counted = { prompt_tokens: input, completion_tokens: output, total_tokens: total };
    send({
      id: 'x',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'm',
      choices: [],
      usage: counted,
    });
  }
};

const anthropic: Writer = async ({ text = [], calls = [], usage, gate, hangs }, send) => {
  const event = (name: string, data: object): void => send({ type: name, ...data }, name);
  const { input = 0, output = 0 } = usage ?? {};
  const message = { id: 'm', type: 'message', role: 'assistant', model: 'm', content: [] };
  const ends = { stop_reason: null, stop_sequence: null };
  event('message_start', {
    message: { ...message, ...ends, usage: { input_tokens: input, output_tokens: 1 } },
  });
  let index = 0;
  if (text.length > 0) {
    event('content_block_start', { index, content_block: { type: 'text', text: '' } });
    for (const [at, one] of text.entries()) {
      event('content_block_delta', { index, delta: { type: 'text_delta', text: one } });
      if (at === 0) await gate;
    }
    if (hangs) return;
    event('content_block_stop', { index });
    index += 1;
  }
  for (const { id, name, input: json } of calls) {
    event('content_block_start', {
      index,
      content_block: { type: 'tool_use', id, name, input: {} },
    });
    event('content_block_delta', {
      index,
      delta: { type: 'input_json_delta', partial_json: json },
    });
    event('content_block_stop', { index });
    index += 1;
  }
  const stop = calls.length > 0 ? 'tool_use' : 'end_turn';
  event('message_delta', {
    delta: { stop_reason: stop, stop_sequence: null },
    usage: { output_tokens: output },
  });
  event('message_stop', {});
};

const WRITERS = { openai, anthropic };

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, unknown>;
}

async function stream(
  said: Said,
  response: ServerResponse,
  api: keyof typeof WRITERS,
): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (event: object, name?: string): void => {
    response.write(
      `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(event)}\n\n`,
    );
  };
  await WRITERS[api](said, send);
  if (said.hangs) return;
  if (said.isBroken) {
    // What was written is on its way first.
    response.write(': \n\n', () => setImmediate(() => response.destroy()));
    return;
  }
  if (api === 'openai') response.write('data: [DONE]\n\n');
  response.end();
}

/** A server that gives the answers of `replies` one after the other; 500 where there is none left. */
export async function startModel(api: keyof typeof WRITERS): Promise<ModelServer> {
  const asked: Asked[] = [];
  const replies: ModelServer['replies'] = [];
  let left = 0;
  const server = createServer((request, response) => {
    response.on('close', () => {
      if (!response.writableEnded && !response.destroyed) left += 1;
      else if (!response.writableFinished) left += 1;
    });
    void bodyOf(request).then(async (body) => {
      asked.push({ path: request.url ?? '', headers: request.headers, body });
      const reply = replies.shift() ?? {
        status: 500,
        body: { error: { message: 'no reply left' } },
      };
      if (!('status' in reply)) return stream(reply, response, api);
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
      response.end(JSON.stringify(reply.body));
      return undefined;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    replies,
    left: () => left,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
