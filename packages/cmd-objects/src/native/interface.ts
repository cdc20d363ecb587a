// The C interface of native plugins as data: the header, the callbacks of the shim and our constants are made of this.

/** The numbers of `TTValueType`: those of the plan, and one of ours for errors. */
export const TYPES = {
  NIL: 0,
  INT: 1,
  FLOAT: 2,
  STRING: 3,
  BOOL: 4,
  INSTANCE: 5,
  BLOCK: 6,
  ARRAY: 7,
  ERROR: 8,
} as const;

/** Bits of `TTMethodEntry.flags`; a table with other bits is refused. */
export const FLAGS = {
  /** C code; what a method without flags is, too. */
  NATIVE: 1,
  /** No code here: the method of the `.trash` file of the same class, raw ones too, runs instead. */
  BASH_FALLBACK: 2,
  /** In `instanceMethods`, and yet of the class. */
  CLASS_METHOD: 4,
} as const;

/** Numbers of errors, with the types of errors that programs in the language see. */
export const ERRORS = {
  GENERIC: { code: 1, types: ['Error'] },
  UNKNOWN_CLASS: { code: 2, types: ['ClassNotFound', 'InvalidReceiver'] },
  NOT_UNDERSTOOD: { code: 3, types: ['MessageNotUnderstood', 'PrivateMethod'] },
  ARITY: { code: 4, types: ['InvalidArgument'] },
  TYPE: { code: 5, types: ['TypeError'] },
  NOT_FOUND: { code: 6, types: ['NotFound', 'KeyError', 'IndexError'] },
  PERSISTENCE: { code: 7, types: ['PersistenceError', 'ConflictError'] },
  BASH: { code: 8, types: ['ShellError'] },
  WRONG_THREAD: { code: 9, types: ['WrongThread'] },
  DEAD_FRAME: { code: 10, types: ['DeadFrame'] },
  BYTECODE: { code: 11, types: ['BytecodeError'] },
  DEPTH: { code: 12, types: ['DepthExceeded'] },
} as const;

/** What `TT_ApiVersion` answers; changes when a plugin must be compiled anew. */
export const API_VERSION = 1;

export interface Field {
  readonly declare: string;
  readonly name: string;
  readonly offset: number;
}

export interface Layout {
  readonly name: string;
  readonly size: number;
  readonly fields: readonly Field[];
  /** Inside of the braces, where that is more than the fields one after the other. */
  readonly body?: string;
}

/** On 64-bit machines, which are the only ones. */
export const LAYOUTS: readonly Layout[] = [
  {
    name: 'TTValue',
    size: 16,
    fields: [
      { declare: 'TTValueType type', name: 'type', offset: 0 },
      { declare: 'int64_t intVal', name: 'intVal', offset: 8 },
      { declare: 'double floatVal', name: 'floatVal', offset: 8 },
      { declare: 'const char* stringVal', name: 'stringVal', offset: 8 },
      { declare: 'TTInstance* instanceVal', name: 'instanceVal', offset: 8 },
      { declare: 'TTBlock* blockVal', name: 'blockVal', offset: 8 },
      { declare: 'TTArray* arrayVal', name: 'arrayVal', offset: 8 },
      { declare: 'TTError* errorVal', name: 'errorVal', offset: 8 },
    ],
    body: `    TTValueType type;
    union {
        int64_t intVal; /* also of a bool: 0 or 1 */
        double floatVal;
        const char* stringVal;
        TTInstance* instanceVal;
        TTBlock* blockVal;
        TTArray* arrayVal;
        TTError* errorVal;
    };`,
  },
  {
    name: 'TTMethodEntry',
    size: 24,
    fields: [
      { declare: 'const char* selector', name: 'selector', offset: 0 },
      { declare: 'TTMethodFunc impl', name: 'impl', offset: 8 },
      { declare: 'int numArgs', name: 'numArgs', offset: 16 },
      { declare: 'uint32_t flags', name: 'flags', offset: 20 },
    ],
  },
  {
    name: 'TTMethodTable',
    size: 32,
    fields: [
      { declare: 'TTMethodEntry* instanceMethods', name: 'instanceMethods', offset: 0 },
      { declare: 'int numInstanceMethods', name: 'numInstanceMethods', offset: 8 },
      { declare: 'TTMethodEntry* classMethods', name: 'classMethods', offset: 16 },
      { declare: 'int numClassMethods', name: 'numClassMethods', offset: 24 },
    ],
  },
  {
    name: 'TTCaptureCell',
    size: 48,
    fields: [
      { declare: 'TTValue value', name: 'value', offset: 0 },
      { declare: 'uint32_t source', name: 'source', offset: 16 },
      { declare: 'TTInstance* owner', name: 'owner', offset: 24 },
      { declare: 'const char* name', name: 'name', offset: 32 },
      { declare: 'uint32_t refs', name: 'refs', offset: 40 },
    ],
  },
];
