// A bundle of its own (package.json, imports): dispatching over HTTP, which only `routes serve` does.
export { serveRoutes } from './commands/serve.ts';
