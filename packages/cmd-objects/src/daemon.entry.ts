// A bundle of its own (package.json, imports): the daemon, with all that a message needs.
export { serve } from './commands/serve.ts';
