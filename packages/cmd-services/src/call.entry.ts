// A bundle of its own (package.json, imports): calling over HTTP, which a dry run and a mock do without.
export { HttpServiceClient } from './call/http-client.ts';
export { checkAll } from './health/check-all.ts';
