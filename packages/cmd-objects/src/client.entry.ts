// A bundle of its own (package.json, imports): asking a daemon, where one runs.
export { connectDaemon } from './daemon/client.ts';
