// The three methods as MCP tools: what a model is told of them, and the shape of their arguments.
import type { Tool } from '@modelcontextprotocol/sdk/types.js';

const text = (description: string): object => ({ type: 'string', description });
const texts = (description: string): object => ({
  type: 'array',
  items: { type: 'string' },
  description,
});

const object = (properties: Record<string, object>, required: string[] = []): object => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const MODULE =
  'as seen from this module; rhachet.skills, rhachet.inits, rhachet.roles, rhachet.services and rhachet.objects are ' +
  'the skills, roles, services and object methods of this project';

const options = object({
  locations: { enum: ['string', 'object'], description: 'how places are told; string unless said' },
  cost: { type: 'boolean', description: 'say whether a call is static or dynamic' },
});

const call = object(
  {
    symbol: text('the name that is called: add, math::add; in a table the name of a skill or role'),
    args: texts(
      'types or literals, one for each argument: i32, 2.5, []string; in a table parameter=value, those that are given',
    ),
  },
  ['symbol', 'args'],
);

const context = object({
  module: text(MODULE),
  location: text('where the call stands: file:line'),
});

const assume = object({
  types: {
    type: 'array',
    items: object(
      {
        name: text('the name'),
        extends: texts('its supertypes'),
        union: texts('its members'),
        alias: text('another name for this type'),
        trait: { type: 'boolean' },
        sealed: { type: 'boolean' },
      },
      ['name'],
    ),
  },
  overloads: texts('such as collide(Tanker, Rock) -> Boom'),
});

const tool = (name: string, description: string, inputSchema: object): Tool => ({
  name,
  description,
  inputSchema: inputSchema as Tool['inputSchema'],
  annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
});

export const TOOLS: Tool[] = [
  tool(
    'dispatch_query',
    'List the overloads of a function name, or the skills, roles or services of a name.',
    object({ symbol: text('the name'), module: text(MODULE), options }, ['symbol']),
  ),
  tool(
    'dispatch_trace',
    'Show how a call resolves: every candidate, and why it was taken or rejected.',
    object({ call, context, options }, ['call']),
  ),
  tool(
    'dispatch_whatif',
    'Say what a call would come to, with types and overloads that do not exist yet where some are assumed. Changes nothing.',
    object({ call, context, assume, options }, ['call']),
  ),
];

/** `dispatch_query` and `dispatch.query` are `dispatch.query`; `undefined` for no tool of ours. */
export const methodOf = (name: string): string | undefined =>
  TOOLS.some((one) => one.name === name.replace('.', '_')) ? name.replace('_', '.') : undefined;
