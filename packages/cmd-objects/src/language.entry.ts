// A bundle of its own (package.json, imports): the parser.
export { parse, parseBody } from './language/parse.ts';
