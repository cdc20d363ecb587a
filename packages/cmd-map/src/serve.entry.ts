// A bundle of its own (package.json, imports): the server, which only `map serve` and `map benchmark` need.
export { benchmark } from './commands/benchmark.ts';
export { serveMap } from './commands/serve.ts';
export { serveMcp } from './commands/serve-mcp.ts';
