// A bundle of its own (package.json, imports): the YAML library, once for `boot.yml` and for the manifests of role packages.
export { isNode, LineCounter, parseDocument } from 'yaml';
