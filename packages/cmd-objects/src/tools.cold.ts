// A bundle of its own (package.json, imports): what works on classes without sending messages for people.
export { checkFiles } from './check/check-files.ts';
export { compile } from './commands/compile.ts';
export { header } from './native/header.ts';
export { runTests, tap } from './testing/run-tests.ts';
export { withRuntime } from './with-runtime.ts';
