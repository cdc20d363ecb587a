// A bundle of its own (package.json, imports): the YAML and validation libraries, loaded only for a .json or .yaml source.
export { checkAssumptions, parseAssumptions } from './sources/assumptions-file.ts';
export { parseMapDocument } from './sources/document-file.ts';
