// What the shim and we call of each other, and the memory that both see: one table for both sides.
import { DECLARATIONS } from './declarations.ts';
import { SECTIONS } from './functions.ts';
import { header } from './header.ts';
import { TYPES } from './interface.ts';
import { SHIM_SOURCE } from './shim-text.ts';

/** Values on the stack that arguments and results cross on. */
export const STACK_VALUES = 65_536;
export const SCRATCH_BYTES = 65_536;
/** Objects that changed, until they are told. */
const MOST_DIRTY = 1024;

/** Words of the memory that both see. */
export const CONTROL = {
  /** Where the next arguments go. */
  TOP: 0,
  /** Calls of methods in C that have not returned. */
  DEPTH: 1,
  /** Whether `tt_end` has anything to free. */
  GARBAGE: 2,
  DIRTY: 3,
  EPOCH: 4,
  /** A second result. */
  ANSWER: 5,
  /** The handle's index of the self of the method that runs. */
  CALLER: 6,
  DIRTY_LIST: 16,
} as const;

/** The upper byte of a handle, in 16 bits: no address has it. */
export const HANDLE_MARK = 0x7a00;

export const KINDS = { OBJECT: 1, CLASS: 2, BLOCK: 3, LIST: 4, FAULT: 5 } as const;

/** A type that slots alone have: the JSON of a dictionary. */
export const JSON_TEXT = 9;

export const NOWHERE = 0xff_ff_ff_ff;

export const QUESTIONS = [
  ...(['NEW', 'LOOKUP', 'GET_VARIABLE', 'SET_VARIABLE', 'GET_CLASS_VARIABLE'] as const),
  ...(['SET_CLASS_VARIABLE', 'ID', 'CLASS', 'VARIABLE_COUNT', 'METHOD_COUNT'] as const),
  ...([
    'VARIABLE_NAME',
    'METHOD_NAME',
    'BASH',
    'REGISTER_BLOCK',
    'BLOCK',
    'PERSIST',
    'LOAD',
  ] as const),
  ...([
    'SERIALIZE',
    'DESERIALIZE',
    'INTEGER',
    'FLOAT',
    'TEXT',
    'INSTANCE',
    'JSON',
    'ERROR',
  ] as const),
] as const;

export type Question = (typeof QUESTIONS)[number];

/** Callbacks: arguments are on the stack, how many comes first; the result goes there too, and its type back. */
export const CALLBACKS = {
  send: ['int32_t count', 'uint32_t receiver', 'uint32_t selector'],
  sendNamed: ['int32_t count', 'uint32_t self', 'uint32_t selector'],
  block: ['int32_t count', 'uint32_t block'],
  ask: ['int32_t count', 'int32_t what'],
  adopt: ['int32_t count', 'uint32_t index'],
  map: ['int32_t count', 'uint32_t in', 'uint32_t home'],
  retained: ['int32_t count', 'uint32_t index', 'int32_t is_retained'],
  drain: ['int32_t count'],
  registered: ['int32_t count'],
} as const;

export type CallbackName = keyof typeof CALLBACKS;

const members = Object.entries(CALLBACKS)
  .map(([name, parameters]) => `    int32_t (*${name})(${parameters.join(', ')});`)
  .join('\n');

const define = (name: string, value: number): string => `#define ${name} ${value}u`;

const prelude = (): string =>
  [
    '#define _GNU_SOURCE',
    header(),
    define('STACK_VALUES', STACK_VALUES),
    define('SCRATCH_BYTES', SCRATCH_BYTES),
    define('MOST_DIRTY', MOST_DIRTY),
    define('CONTROL_WORDS', CONTROL_WORDS),
    define('HANDLE_MARK', HANDLE_MARK),
    ...Object.entries(CONTROL).map(([name, word]) => define(name, word)),
    `enum { ${QUESTIONS.map((name) => `ASK_${name}`).join(', ')} };`,
    '/* `wake` may be called from any thread. */',
    `typedef struct {\n${members}\n    void (*wake)(void);\n} Host;`,
  ].join('\n');

export const CONTROL_WORDS = CONTROL.DIRTY_LIST + MOST_DIRTY;

/** All of it, as one file of C. */
export const shimSource = (): string => `${prelude()}\n\n${SHIM_SOURCE}`;

/** What plugins call. */
export const FUNCTION_NAMES: readonly string[] = SECTIONS.flatMap(({ functions }) =>
  functions.map(({ declare }) => /\b(TT_\w+)\(/.exec(declare)?.[1] ?? ''),
);

/** For a compiler without headers, and with a function that tells where those for plugins are. */
export const shimForMemory = (): string =>
  [
    DECLARATIONS,
    shimSource().replaceAll(/^#include .*$/gm, ''),
    'PRIVATE_API void tt_tell_functions(void** table) {',
    ...FUNCTION_NAMES.map((name, index) => `    table[${index}] = (void*)${name};`),
    '}',
    '',
  ].join('\n');

export const TELL_FUNCTIONS = { tt_tell_functions: { args: ['ptr'], returns: 'void' } } as const;

/** The functions of the shim that we call, as bun:ffi describes them. */
export const SHIM_FUNCTIONS = {
  tt_control: { args: [], returns: 'ptr' },
  tt_stack: { args: [], returns: 'ptr' },
  tt_scratch: { args: [], returns: 'ptr' },
  tt_open: { args: ['ptr', 'cstring'], returns: 'i32' },
  tt_close: { args: [], returns: 'void' },
  tt_call: { args: ['u32', 'u32', 'i32'], returns: 'i32' },
  tt_end: { args: [], returns: 'void' },
  tt_handle_new: { args: ['u32'], returns: 'u32' },
  tt_handle_drop: { args: ['u32'], returns: 'void' },
  tt_refs: { args: ['u32'], returns: 'u32' },
  tt_class_new: { args: [], returns: 'u32' },
  tt_home_new: { args: [], returns: 'u32' },
  tt_method_bind: { args: ['u32', 'u32'], returns: 'u32' },
  tt_cache_put: { args: ['u32', 'u32', 'u32'], returns: 'void' },
  tt_caches_clear: { args: [], returns: 'void' },
  tt_map_set: { args: ['u32', 'u32', 'i32'], returns: 'void' },
  tt_adopt: { args: ['u32', 'u32', 'i32'], returns: 'void' },
  tt_slot_get: { args: ['u32', 'u32'], returns: 'i32' },
  tt_slot_set: { args: ['u32', 'u32'], returns: 'void' },
  tt_text: { args: ['ptr', 'u32', 'u32', 'i32'], returns: 'void' },
  tt_scratch_text: { args: ['u32', 'u32', 'i32'], returns: 'void' },
  tt_list: { args: ['u32', 'i32', 'u32'], returns: 'void' },
  tt_list_push: { args: ['u32', 'u32'], returns: 'void' },
  tt_list_length: { args: ['u32'], returns: 'u32' },
  tt_error: { args: ['i32', 'u32'], returns: 'u32' },
  tt_error_type: { args: ['u32'], returns: 'ptr' },
  tt_error_message: { args: ['u32'], returns: 'ptr' },
  tt_intern: { args: ['cstring'], returns: 'u32' },
  tt_selector: { args: ['u32'], returns: 'ptr' },
  tt_load: { args: ['cstring'], returns: 'i32' },
  tt_message: { args: [], returns: 'ptr' },
  tt_registrations: { args: [], returns: 'ptr' },
  tt_registrations_clear: { args: [], returns: 'void' },
  tt_retire: { args: ['u32'], returns: 'void' },
  tt_has: { args: ['u32', 'cstring'], returns: 'i32' },
  tt_old_name: { args: ['u32'], returns: 'ptr' },
  tt_old_dispatch: { args: ['u32', 'cstring', 'cstring', 'cstring', 'cstring'], returns: 'ptr' },
  tt_next_event: { args: [], returns: 'i32' },
} as const;

export type ShimFunctionName = keyof typeof SHIM_FUNCTIONS;

export { TYPES };
