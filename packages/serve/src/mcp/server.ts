// An MCP server over a pair of streams: what all of ours share, whatever their tools are.
import type { Readable, Writable } from 'node:stream';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type {
  CallToolRequestSchema,
  ListToolsRequestSchema,
  Tool,
} from '@modelcontextprotocol/sdk/types.js';

/** The official library, which a command has in a bundle of its own. */
export interface McpLibrary {
  // Not McpServer: that wants the schemas of another library.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  Server: typeof Server;
  StdioServerTransport: typeof StdioServerTransport;
  CallToolRequestSchema: typeof CallToolRequestSchema;
  ListToolsRequestSchema: typeof ListToolsRequestSchema;
}

export interface ToolCall {
  name: string;
  /** What the client sent, not checked. */
  input: unknown;
  /** Aborted where the client takes the call back, and when the server is closed. */
  signal: AbortSignal;
}

// The library wants its own results to have an index.
export type ToolResult = {
  content: { type: 'text'; text: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: true;
};

/** What a model can mend it is told as a result: an error of the protocol does not reach it. */
export const failedResult = (text: string): ToolResult => ({
  content: [{ type: 'text', text }],
  isError: true,
});

export interface McpServer {
  library: McpLibrary;
  name: string;
  version: string;
  instructions: string;
  /** Asked with every request. */
  tools: () => Tool[];
  call: (call: ToolCall) => Promise<ToolResult>;
  input: Readable;
  output: Writable;
  /** Of one message. */
  mostBytes: number;
  /** What the client did wrong, or a fault of ours. */
  onError: (error: unknown) => void;
  /** The client is gone, or sent more than it may; `failed` says which. All answers are written. */
  onEnd: (failed: boolean) => void;
}

/** What a command makes of itself; the streams, the version and the ends come from its surroundings. */
export type McpOffer = Pick<
  McpServer,
  'library' | 'name' | 'instructions' | 'mostBytes' | 'tools' | 'call'
>;

/** Counts calls that run, so that the end of the input lets them be answered. */
class Running {
  #count = 0;
  #isOver = false;
  readonly #onEnd: () => void;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  async during<T>(work: Promise<T>): Promise<T> {
    this.#count += 1;
    try {
      return await work;
    } finally {
      this.#count -= 1;
      this.#look();
    }
  }

  over(): void {
    this.#isOver = true;
    this.#look();
  }

  #look(): void {
    if (!this.#isOver || this.#count > 0) return;
    // The answer of the last call is written after its handler has returned.
    setImmediate(() => this.#onEnd());
  }
}

/** Serves until the client closes its end. Returns what ends it before. */
export async function serveMcpOver(server: McpServer): Promise<{ close: () => Promise<void> }> {
  const { library, name, version, instructions, input, output, mostBytes, onError, onEnd } = server;
  const { Server, StdioServerTransport, ListToolsRequestSchema, CallToolRequestSchema } = library;
  const rpc = new Server({ name, version }, { capabilities: { tools: {} }, instructions });
  const running = new Running(() => onEnd(false));
  const stop = new AbortController();
  rpc.setRequestHandler(ListToolsRequestSchema, () => ({ tools: server.tools() }));
  rpc.setRequestHandler(CallToolRequestSchema, ({ params }, extra) => {
    const signal = AbortSignal.any([extra.signal, stop.signal]);
    return running.during(
      server.call({ name: params.name, input: params.arguments ?? {}, signal }),
    );
  });
  rpc.onerror = onError;
  rpc.onclose = () => onEnd(true);
  input.once('end', () => running.over());
  await rpc.connect(new StdioServerTransport(input, output, { maxBufferSize: mostBytes }));
  return {
    close: () => {
      // What still runs would outlive us.
      stop.abort();
      return rpc.close();
    },
  };
}
