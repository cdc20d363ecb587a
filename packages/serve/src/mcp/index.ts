// MCP servers (`@rhachet/serve/mcp`), for the commands that are one.
export {
  failedResult,
  type McpLibrary,
  type McpOffer,
  type McpServer,
  serveMcpOver,
  type ToolCall,
  type ToolResult,
} from './server.ts';
export { noteOf, protocolStream } from './stdio.ts';
