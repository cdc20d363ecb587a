// The parameters of a skill as a JSON Schema, and what is wrong with arguments that were made from it.
import type { Parameter } from './parameters.ts';

export interface ObjectSchema {
  type: 'object';
  properties: Record<string, object>;
  required: string[];
  additionalProperties: false;
}

function propertyOf({ isSwitch, many, choices, help }: Parameter): object {
  if (isSwitch) return { type: 'boolean', description: help };
  const value = { type: 'string', ...(choices && { enum: choices }) };
  return many
    ? { type: 'array', items: value, description: help }
    : { ...value, description: help };
}

export const schemaOf = (parameters: Parameter[]): ObjectSchema => ({
  type: 'object',
  properties: Object.fromEntries(parameters.map((one) => [one.name, propertyOf(one)])),
  required: parameters.filter(({ required }) => required).map(({ name }) => name),
  additionalProperties: false,
});

/** Models write 3 where "3" is asked for; a command line knows no difference. */
const isText = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

function textProblem({ name, kind, choices }: Parameter, value: unknown): string | undefined {
  if (!isText(value)) return `${name} is not a text`;
  const text = String(value);
  if (text.includes('\0')) return `${name} holds a zero byte, which no argument can`;
  if (choices && !choices.includes(text)) return `${name} is none of ${choices.join(', ')}`;
  // What stands where a file or a name is expected must not turn into an option of the script.
  if (kind === 'word' && name !== 'words' && text.startsWith('-'))
    return `${name} begins with a dash`;
  return undefined;
}

function problemOf(parameter: Parameter, value: unknown): string | undefined {
  const { name, isSwitch, many } = parameter;
  if (isSwitch) return typeof value === 'boolean' ? undefined : `${name} is not true or false`;
  if (!many) return textProblem(parameter, value);
  if (!Array.isArray(value)) return `${name} is not a list`;
  return value.map((one) => textProblem(parameter, one)).find((one) => one !== undefined);
}

/** An argument that is left out: models say so with null too. */
const isAbsent = (value: unknown): boolean => value === undefined || value === null;

/** What is wrong with the arguments, one line each; nothing where they are valid. */
export function problemsOf(parameters: Parameter[], input: unknown): string[] {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return ['the arguments are not an object'];
  const given = new Map<string, unknown>(Object.entries(input));
  const known = new Set(parameters.map(({ name }) => name));
  const unknown = [...given.keys()].filter((name) => !known.has(name));
  return [
    ...unknown.map((name) => `there is no ${JSON.stringify(name.slice(0, 100))}`),
    ...parameters.flatMap((parameter) => {
      const value = given.get(parameter.name);
      if (isAbsent(value)) return parameter.required ? [`${parameter.name} is missing`] : [];
      return problemOf(parameter, value) ?? [];
    }),
  ];
}

export interface Invocation {
  args: string[];
  stdin: string | undefined;
}

const textsOf = (value: unknown): string[] =>
  isAbsent(value) ? [] : (Array.isArray(value) ? (value as unknown[]) : [value]).map(String);

function wordsOf({ name, kind, isSwitch }: Parameter, value: unknown): string[] {
  if (isSwitch) return value === true ? [`--${name}`] : [];
  const texts = textsOf(value);
  return kind === 'flag' ? texts.flatMap((text) => [`--${name}`, text]) : texts;
}

/** The command line of valid arguments: flags in the order in which they are declared, then words. */
export function invocationOf(parameters: Parameter[], input: unknown): Invocation {
  const given = new Map<string, unknown>(Object.entries(input as object));
  const of = (kind: Parameter['kind']): string[] =>
    parameters
      .filter((one) => one.kind === kind)
      .flatMap((one) => wordsOf(one, given.get(one.name)));
  return { args: [...of('flag'), ...of('word')], stdin: of('stdin')[0] };
}
