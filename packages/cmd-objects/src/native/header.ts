// libtrashtalk.h, as text: `tt headers > libtrashtalk.h`.
import { SECTIONS } from './functions.ts';
import { API_VERSION, ERRORS, FLAGS, type Layout, LAYOUTS, TYPES } from './interface.ts';

const WIDTH = 100;

const INTRODUCTION = `/* libtrashtalk.h: made by "tt headers". What a plugin, a shared object in C or C++, calls.
 *
 *     cc -shared -fPIC -I. -o Counter.so Counter.c        (macOS: and -undefined dynamic_lookup)
 *
 * There is nothing to link against: tt, which loads the plugin, has these functions.
 *
 * Texts that are arguments belong to who calls, for the call. Results (texts, objects, lists, blocks,
 * errors) are good until the method returns to the runtime: until the outermost one does, where methods
 * in C call each other. Copy texts, and retain objects, blocks and lists, to keep them longer.
 * TTInstance*, TTBlock*, TTArray* and TTError* are numbers, not addresses: one that is gone is an error, not a crash.
 *
 * Only the thread that calls the plugin may call, but for TT_Post and TT_PostBlock; others get error 9.
 * Nothing may be thrown, nor jumped, across a call: C++ catches at its boundary. */`;

/** A comment in lines of bounded length. */
function comment(text: string): string {
  const words = text.split(' ');
  const lines: string[] = [];
  let line = '/*';
  for (const word of words) {
    if (line.length + word.length + 4 > WIDTH) {
      lines.push(line);
      line = ' *';
    }
    line += ` ${word}`;
  }
  return [...lines, `${line} */`].join('\n');
}

const defines = (prefix: string, numbers: Readonly<Record<string, number>>): string =>
  Object.entries(numbers)
    .map(([name, number]) => `#define ${prefix}${name} ${number}`)
    .join('\n');

const struct = ({ name, fields, body }: Layout): string => {
  const inside = body ?? fields.map(({ declare }) => `    ${declare};`).join('\n');
  return `typedef struct {\n${inside}\n} ${name};`;
};

const assertions = ({ name, size, fields }: Layout): string =>
  [
    `TT_STATIC_ASSERT(sizeof(${name}) == ${size}, "${name}");`,
    ...fields.map(
      (field) =>
        `TT_STATIC_ASSERT(offsetof(${name}, ${field.name}) == ${field.offset}, "${name}.${field.name}");`,
    ),
  ].join('\n');

const types = (): string => {
  const names = Object.entries(TYPES).map(([name, number]) => `    TT_TYPE_${name} = ${number}`);
  return `typedef enum {\n${names.join(',\n')}\n} TTValueType;`;
};

const errorCodes = Object.fromEntries(
  Object.entries(ERRORS).map(([name, { code }]) => [name, code]),
);

const functions = (): string =>
  SECTIONS.map((section) => {
    const declared = section.functions.map(({ declare, doc }) =>
      [...(doc === undefined ? [] : [comment(doc)]), `TT_API ${declare};`].join('\n'),
    );
    return `/* === ${section.title} === */\n\n${declared.join('\n')}`;
  }).join('\n\n');

interface Maker {
  readonly name: string;
  readonly parameter: string;
  readonly type: keyof typeof TYPES;
  readonly set: string;
}

const MAKERS: readonly Maker[] = [
  { name: 'Nil', parameter: 'void', type: 'NIL', set: 'intVal = 0' },
  { name: 'Int', parameter: 'int64_t number', type: 'INT', set: 'intVal = number' },
  { name: 'Float', parameter: 'double number', type: 'FLOAT', set: 'floatVal = number' },
  { name: 'String', parameter: 'const char* text', type: 'STRING', set: 'stringVal = text' },
  { name: 'Bool', parameter: 'int truth', type: 'BOOL', set: 'intVal = truth != 0' },
  { name: 'Instance', parameter: 'TTInstance* inst', type: 'INSTANCE', set: 'instanceVal = inst' },
  { name: 'Block', parameter: 'TTBlock* block', type: 'BLOCK', set: 'blockVal = block' },
  { name: 'Array', parameter: 'TTArray* array', type: 'ARRAY', set: 'arrayVal = array' },
];

const makers = (): string =>
  MAKERS.map(
    ({ name, parameter, type, set }) =>
      `static inline TTValue TT_Make${name}(${parameter}) {
    TTValue value;
    value.type = TT_TYPE_${type};
    value.${set};
    return value;
}`,
  ).join('\n');

const CONVENIENCES = `static inline int TT_IsNil(TTValue value) { return value.type == TT_TYPE_NIL; }
static inline int TT_IsError(TTValue value) { return value.type == TT_TYPE_ERROR; }

/* The beginning of a method: TT_METHOD(counter_increment) { … } */
#define TT_METHOD(function) static TTValue function(TTInstance* self, TTValue* args, int numArgs)
/* A line of a table of methods. */
#define TT_METHOD_ENTRY(selector, function, numArgs) { (selector), (function), (numArgs), TT_METHOD_NATIVE }
#define TT_COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

/* What registers the classes of a plugin: TT_PLUGIN { TT_RegisterClass(…); }
 * It is run when the plugin is loaded. */
#define TT_PLUGIN                                                      \\
    TT_EXPORT uint32_t tt_plugin_abi(void);                            \\
    uint32_t tt_plugin_abi(void) { return TT_API_VERSION; }            \\
    static void tt_plugin_register(void);                              \\
    TT_EXPORT void tt_plugin_init(void);                               \\
    void tt_plugin_init(void) { tt_plugin_register(); }                \\
    static void tt_plugin_register(void)`;

const START = `#ifndef LIBTRASHTALK_H
#define LIBTRASHTALK_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define TT_STATIC_ASSERT(condition, text) static_assert(condition, text)
#define TT_EXTERN extern "C"
extern "C" {
#else
#define TT_STATIC_ASSERT(condition, text) _Static_assert(condition, text)
#define TT_EXTERN extern
#endif

#if defined(__GNUC__) || defined(__clang__)
#define TT_API __attribute__((visibility("default")))
#define TT_EXPORT TT_EXTERN __attribute__((visibility("default")))
#else
#define TT_API
#define TT_EXPORT TT_EXTERN
#endif`;

const END = `#ifdef __cplusplus
}
#endif

#endif`;

const OPAQUE = ['TTInstance', 'TTBlock', 'TTArray', 'TTError']
  .map((name) => `typedef struct ${name} ${name};`)
  .join('\n');

const METHOD_FUNCTION =
  'typedef TTValue (*TTMethodFunc)(TTInstance* self, TTValue* args, int numArgs);';

export function header(): string {
  const [value, ...others] = LAYOUTS;
  if (!value) throw new Error('no layouts');
  return `${[
    INTRODUCTION,
    START,
    defines('TT_', { API_VERSION }),
    types(),
    defines('TT_ERR_', errorCodes),
    OPAQUE,
    struct(value),
    METHOD_FUNCTION,
    defines('TT_METHOD_', FLAGS),
    ...others.map(struct),
    LAYOUTS.map(assertions).join('\n'),
    functions(),
    makers(),
    CONVENIENCES,
    END,
  ].join('\n\n')}\n`;
}
