// The parser, as every module has it.
export { parse, parseBody } from './parse.ts';
