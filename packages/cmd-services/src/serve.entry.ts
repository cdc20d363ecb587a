// A bundle of its own (package.json, imports): dispatching over HTTP, which only `routes serve` does.
export { compileApart, ownWords } from './serve/compile-apart.ts';
export { startServer } from './serve/server.ts';
