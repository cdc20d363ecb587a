// The params of the three methods: their shape, and how much one question may be.
import { isFailure } from '@rhachet/kit';
import type { AnswerOptions, Assumptions, CallSite, Context } from '../resolve/types.ts';
import { invalidParams } from './rpc-error.ts';

/** Characters of one name, type or signature. */
const LONGEST_TEXT = 1024;
/** Brackets and prefixes of one text: taking it apart costs its length for each. */
const MOST_NESTED = 128;
const MOST_ARGUMENTS = 255;
/** Hypothetical types, and as many overloads: each is compared with each. */
const MOST_ASSUMED = 500;

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A misspelt name must not be a question without it. */
function fieldsOf(value: unknown, where: string, known: string[]): Fields {
  if (!isObject(value))
    throw invalidParams(`${where} is no object`, `it is { ${known.join(', ')} }`);
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown === undefined) return value;
  throw invalidParams(
    `${where} has no ${JSON.stringify(unknown.slice(0, 100))}`,
    `it is { ${known.join(', ')} }`,
  );
}

function text(value: unknown, where: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw invalidParams(`${where} is no text`);
  if (value.length > LONGEST_TEXT)
    throw invalidParams(`${where} has ${value.length} characters; the limit is ${LONGEST_TEXT}`);
  let nested = 0;
  for (const char of value) if ('([{<&*?'.includes(char)) nested += 1;
  if (nested > MOST_NESTED) throw invalidParams(`${where} is nested more than ${MOST_NESTED} deep`);
  return value;
}

const optionalText = (value: unknown, where: string): string | undefined =>
  value === undefined ? undefined : text(value, where);

/** `src/main.jan:25`, or `{ file, line, column }`. */
function locationText(value: unknown): string | undefined {
  if (!isObject(value)) return optionalText(value, 'context.location');
  const { file, line } = fieldsOf(value, 'context.location', ['file', 'line', 'column']);
  if (typeof line !== 'number') throw invalidParams('context.location.line is no number');
  return `${text(file, 'context.location.file')}:${line}`;
}

function readContext(value: unknown): Context {
  if (value === undefined) return {};
  const fields = fieldsOf(value, 'context', ['module', 'location']);
  const module = optionalText(fields.module, 'context.module');
  const location = locationText(fields.location);
  return {
    ...(module === undefined ? {} : { module }),
    ...(location === undefined ? {} : { location }),
  };
}

function readCall(value: unknown): CallSite {
  const { symbol, args } = fieldsOf(value, 'call', ['symbol', 'args']);
  if (!Array.isArray(args)) throw invalidParams('call.args is no list', 'args: ["i32", "f64"]');
  if (args.length > MOST_ARGUMENTS)
    throw invalidParams(`call.args has ${args.length} arguments; the limit is ${MOST_ARGUMENTS}`);
  return {
    symbol: text(symbol, 'call.symbol'),
    args: args.map((arg, at) => text(arg, `call.args[${at}]`)),
  };
}

function readOptions(value: unknown): AnswerOptions {
  if (value === undefined) return {};
  const { locations, cost } = fieldsOf(value, 'options', ['locations', 'cost']);
  if (locations !== undefined && locations !== 'string' && locations !== 'object')
    throw invalidParams('options.locations is "string" or "object"');
  if (cost !== undefined && typeof cost !== 'boolean')
    throw invalidParams('options.cost is true or false');
  return {
    ...(locations === 'object' ? { locations } : {}),
    ...(cost === true ? { cost } : {}),
  };
}

/** Every text in `value`, at any depth; it has been checked to be lists and objects of a known shape. */
function checkTexts(value: unknown, where: string): void {
  if (typeof value === 'string') text(value, where);
  else if (Array.isArray(value)) value.forEach((one, at) => checkTexts(one, `${where}[${at}]`));
  else if (isObject(value))
    for (const [name, one] of Object.entries(value)) checkTexts(one, `${where}.${name}`);
}

function readAssumptions(value: unknown): Assumptions | undefined {
  if (value === undefined) return undefined;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  const { checkAssumptions } = require('#documents') as typeof import('#documents');
  try {
    const assume = checkAssumptions(value, 'assume');
    for (const [name, list] of Object.entries(assume) as [string, unknown[]][])
      if (list.length > MOST_ASSUMED)
        throw invalidParams(
          `assume.${name} has ${list.length} entries; the limit is ${MOST_ASSUMED}`,
        );
    checkTexts(assume, 'assume');
    return assume;
  } catch (error) {
    throw isFailure(error) ? invalidParams(error.message, error.hint) : error;
  }
}

export interface ReadQuery {
  symbol: string;
  module?: string;
  options: AnswerOptions;
}

/** Throws an `RpcError`, as the other two do. */
export function readQuery(params: unknown): ReadQuery {
  const fields = fieldsOf(params, 'params', ['symbol', 'module', 'options']);
  const module = optionalText(fields.module, 'params.module');
  return {
    symbol: text(fields.symbol, 'params.symbol'),
    ...(module === undefined ? {} : { module }),
    options: readOptions(fields.options),
  };
}

export interface ReadTrace {
  call: CallSite;
  context: Context;
  options: AnswerOptions;
}

export function readTrace(params: unknown): ReadTrace {
  const { call, context, options } = fieldsOf(params, 'params', ['call', 'context', 'options']);
  return { call: readCall(call), context: readContext(context), options: readOptions(options) };
}

export interface ReadWhatIf extends ReadTrace {
  assume?: Assumptions;
}

export function readWhatIf(params: unknown): ReadWhatIf {
  const known = ['call', 'context', 'assume', 'options'];
  const { assume: assumed, ...rest } = fieldsOf(params, 'params', known);
  const assume = readAssumptions(assumed);
  return { ...readTrace(rest), ...(assume ? { assume } : {}) };
}
