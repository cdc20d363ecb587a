// A bundle of its own (package.json, imports): the YAML library, once for `init` and for `repo introspect`.
export { Document, isNode, isSeq, LineCounter, parseDocument, stringify, YAMLSeq } from 'yaml';
