// The official MCP library: a bundle of its own (package.json, imports), loaded only for `rhachet mcp`.
// The one that takes JSON Schemas; `McpServer` wants those of a library.
// eslint-disable-next-line @typescript-eslint/no-deprecated
export { Server } from '@modelcontextprotocol/sdk/server/index.js';
export { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
export {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
