// A bundle of its own (package.json, imports): YAML and its checks, which a call with a compiled registry does without.
export { readDocument } from './registry/document.ts';
export { decodeRegistry, findingLine, loadRegistry } from './registry/load.ts';
export { lintRegistry } from './registry/lint.ts';
