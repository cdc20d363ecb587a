// An MCP server over any pair of streams: each call of a tool is a question to the map.
import type { Readable, Writable } from 'node:stream';
import { isFailure } from '@rhachet/kit';
import { answerAny, type TablesHost } from '../rpc/answer-any.ts';
import type { Maps } from '../rpc/answer.ts';
import { toErrorObject } from '../rpc/rpc-error.ts';
import { methodOf, TOOLS } from './tools.ts';

export interface McpParts {
  maps: Maps;
  host: TablesHost;
  version: string;
  input: Readable;
  output: Writable;
  /** Of one message. */
  mostBytes: number;
  /** What the client did wrong, or a fault of ours. */
  onError: (error: unknown) => void;
  /** The client is gone, or sent more than it may; `failed` says which. All answers are written. */
  onEnd: (failed: boolean) => void;
}

const INSTRUCTIONS =
  'Asks which overloads of a function exist, which one a call takes and why; the same for the skills, roles and ' +
  'services of this project, as the modules rhachet.skills, rhachet.roles, rhachet.services and rhachet.objects.';

const sdk = (): typeof import('#mcp') =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#mcp') as typeof import('#mcp');

type ToolResult = {
  content: { type: 'text'; text: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: true;
};

/** What a model can mend it is told as a result: an error of the protocol does not reach it. */
function toFailed(error: unknown): ToolResult {
  const { message, data } = toErrorObject(error);
  const more = data === undefined ? '' : `\n${JSON.stringify(data)}`;
  return { content: [{ type: 'text', text: `${message}${more}` }], isError: true };
}

async function callTool(parts: McpParts, name: string, params: unknown): Promise<ToolResult> {
  const method = methodOf(name);
  if (method === undefined) {
    const { ErrorCode, McpError } = sdk();
    throw new McpError(ErrorCode.InvalidParams, `there is no tool ${name.slice(0, 100)}`);
  }
  try {
    const found = await answerAny(parts, method, params ?? {});
    return {
      content: [{ type: 'text', text: JSON.stringify(found) }],
      structuredContent: { ...found },
    };
  } catch (error) {
    if (!isFailure(error) && !(error instanceof Error && error.name === 'RpcError'))
      parts.onError(error);
    return toFailed(error);
  }
}

/** Serves until the client closes its end. Returns what ends it before. */
export async function serveMcpOver(parts: McpParts): Promise<{ close: () => Promise<void> }> {
  const { version, input, output, mostBytes, onError, onEnd } = parts;
  const { Server, StdioServerTransport, ListToolsRequestSchema, CallToolRequestSchema } = sdk();
  const server = new Server(
    { name: 'rhachet-map', version },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  let running = 0;
  let isOver = false;
  const endWhenIdle = (): void => {
    if (!isOver || running > 0) return;
    // The answer of the last call is written after its handler has returned.
    setImmediate(() => onEnd(false));
  };
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: TOOLS }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    running += 1;
    try {
      return await callTool(parts, params.name, params.arguments);
    } finally {
      running -= 1;
      endWhenIdle();
    }
  });
  server.onerror = onError;
  server.onclose = () => onEnd(true);
  input.once('end', () => {
    isOver = true;
    endWhenIdle();
  });
  await server.connect(new StdioServerTransport(input, output, { maxBufferSize: mostBytes }));
  return { close: () => server.close() };
}
