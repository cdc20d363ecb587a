// Each call of a tool of MCP is a question to the map.
import { isFailure } from '@rhachet/kit';
import { failedResult, type McpOffer, type ToolCall, type ToolResult } from '@rhachet/serve/mcp';
import { answerAny, type TablesHost } from '../rpc/answer-any.ts';
import type { Maps } from '../rpc/answer.ts';
import { toErrorObject } from '../rpc/rpc-error.ts';
import { methodOf, TOOLS } from './tools.ts';

const MOST_BYTES = 4 * 1024 * 1024;

const INSTRUCTIONS =
  'Asks which overloads of a function exist, which one a call takes and why; the same for the skills, roles and ' +
  'services of this project, as the modules rhachet.skills, rhachet.roles, rhachet.services and rhachet.objects.';

const sdk = (): typeof import('#mcp') =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#mcp') as typeof import('#mcp');

interface Asked {
  maps: Maps;
  host: TablesHost;
  onError: (error: unknown) => void;
}

function toFailed(error: unknown): ToolResult {
  const { message, data } = toErrorObject(error);
  return failedResult(`${message}${data === undefined ? '' : `\n${JSON.stringify(data)}`}`);
}

async function callTool(asked: Asked, { name, input }: ToolCall): Promise<ToolResult> {
  const method = methodOf(name);
  if (method === undefined) {
    const { ErrorCode, McpError } = sdk();
    throw new McpError(ErrorCode.InvalidParams, `there is no tool ${name.slice(0, 100)}`);
  }
  try {
    const found = await answerAny(asked, method, input);
    return {
      content: [{ type: 'text', text: JSON.stringify(found) }],
      structuredContent: { ...found },
    };
  } catch (error) {
    if (!isFailure(error) && !(error instanceof Error && error.name === 'RpcError'))
      asked.onError(error);
    return toFailed(error);
  }
}

/** The map as an MCP server. */
export const mapServer = (asked: Asked): McpOffer => ({
  library: sdk(),
  name: 'rhachet-map',
  instructions: INSTRUCTIONS,
  mostBytes: MOST_BYTES,
  tools: () => TOOLS,
  call: (call) => callTool(asked, call),
});
