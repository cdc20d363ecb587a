// A bundle of its own (package.json, imports): YAML, its checks and training, which a call with a compiled registry does without.
export { readDocument } from './registry/document.ts';
export { decodeRegistry, findingLine, loadRegistry } from './registry/load.ts';
export { lintRegistry } from './registry/lint.ts';
export { compileAndKeep } from './cache/keep.ts';
export { evalRegistry } from './classifier/eval-registry.ts';
export { trainRegistry } from './classifier/train-registry.ts';
