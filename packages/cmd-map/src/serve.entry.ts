// A bundle of its own (package.json, imports): the server, which only `map serve` needs.
export { serveMap } from './commands/serve.ts';
export { serveMcp } from './commands/serve-mcp.ts';
