// A bundle of its own (package.json, imports): the YAML library, loaded only for a .json or .yaml source.
export { parseDocument } from 'yaml';
