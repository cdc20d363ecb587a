// A bundle of its own (package.json, imports): what the authors of role packages need, and their users do not.
export { compile } from './repo/compile.ts';
export { introspect } from './repo/introspect.ts';
