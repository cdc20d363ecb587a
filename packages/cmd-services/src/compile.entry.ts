// A bundle of its own (package.json, imports): what makes and judges the compiled form of a registry.
export { compileAndKeep } from './cache/keep.ts';
export { evalRegistry } from './classifier/eval-registry.ts';
export { trainRegistry } from './classifier/train-registry.ts';
