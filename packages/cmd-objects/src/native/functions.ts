// The functions that plugins call: declarations of C, and what is said of them in the header.
/* eslint max-lines: off -- a table */

export interface Section {
  readonly title: string;
  readonly functions: readonly ApiFunction[];
}

export interface ApiFunction {
  readonly declare: string;
  /** Why and when; nothing where the name says it. */
  readonly doc?: string;
}

/** In the order of the header. */
export const SECTIONS: readonly Section[] = [
  {
    title: 'Classes and objects',
    functions: [
      {
        declare:
          'void TT_RegisterClass(const char* className, const char* superclass, const char** instanceVars, int numVars, TTMethodTable* methods)',
        doc: 'From the constructor of a plugin. Variables may have a default, as in a class file: "value:0". The superclass may come later. Everything is copied.',
      },
      {
        declare: 'const char* TT_New(const char* className)',
        doc: 'A new object, whose row is written; its id, or NULL.',
      },
      {
        declare: 'TTInstance* TT_Lookup(const char* instanceId)',
        doc: 'From memory or from its row; NULL when there is none.',
      },
      {
        declare: 'TTValue TT_GetIvar(TTInstance* inst, int index)',
        doc: 'The index counts in the variables of the class whose method is running: its own first, in the order in which they were registered, then inherited ones. For an object of another class, and outside of methods, it counts in those of its own class.',
      },
      { declare: 'void TT_SetIvar(TTInstance* inst, int index, TTValue val)' },
      { declare: 'TTValue TT_GetIvarNamed(TTInstance* inst, const char* name)' },
      { declare: 'void TT_SetIvarNamed(TTInstance* inst, const char* name, TTValue val)' },
      {
        declare: 'TTValue TT_GetClassVar(TTInstance* self, const char* name)',
        doc: 'Of the class of an object, or of the class that self is.',
      },
      { declare: 'void TT_SetClassVar(TTInstance* self, const char* name, TTValue val)' },
      { declare: 'const char* TT_IdOf(TTInstance* inst)', doc: 'Of a class: its name.' },
      { declare: 'const char* TT_ClassOf(TTInstance* inst)' },
      { declare: 'int TT_IvarCount(const char* className)' },
      { declare: 'const char* TT_IvarName(const char* className, int index)' },
      {
        declare: 'int TT_MethodCount(const char* className)',
        doc: 'Of instance methods, with inherited ones.',
      },
      { declare: 'const char* TT_MethodName(const char* className, int index)' },
    ],
  },
  {
    title: 'Messages',
    functions: [
      {
        declare:
          'TTValue TT_Send(const char* receiver, const char* selector, TTValue* args, int numArgs)',
        doc: 'To the object or class of that name. Selectors as they are written ("at:put:") or in normal form ("at_put_").',
      },
      {
        declare:
          'TTValue TT_SendDirect(TTInstance* receiver, const char* selector, TTValue* args, int numArgs)',
      },
      {
        declare: 'uint32_t TT_Intern(const char* selector)',
        doc: 'The number of a selector, for TT_SendId: the same as long as the process lives. 0: not one.',
      },
      {
        declare:
          'TTValue TT_SendId(TTInstance* receiver, uint32_t selector, TTValue* args, int numArgs)',
      },
      {
        declare:
          'TTValue TT_SendSuper(TTInstance* self, const char* className, const char* selector, TTValue* args, int numArgs)',
        doc: 'The method above className, the class that the calling method was written for.',
      },
      {
        declare:
          'int TT_Post(const char* receiver, const char* selector, TTValue* args, int numArgs)',
        doc: 'From any thread: the message is sent when the owner of the objects has time, and nobody hears its answer. 0, or the number of the error. Texts are copied. An object, a block or a list may be an argument as long as its sender retains it.',
      },
      {
        declare: 'int TT_PostBlock(TTBlock* block, TTValue* args, int numArgs)',
        doc: 'From any thread: the block is called as TT_Post sends.',
      },
      {
        declare:
          'const char* TT_BashFallback(const char* receiver, const char* selector, const char** args, int numArgs)',
        doc: 'The raw method of the class file, run by bash; NULL is an error.',
      },
    ],
  },
  {
    title: 'Blocks',
    functions: [
      {
        declare:
          'const char* TT_RegisterBlock(const uint8_t* bytecode, size_t bytecodeLen, TTCaptureCell** captures, int numCaptures)',
        doc: 'TTBC, which is verified and copied. A cell of source 0 gives a value by its name, which is copied; one of source 1 the variable of that name of its owner, by reference. The id, or NULL.',
      },
      {
        declare: 'TTValue TT_InvokeBlock(const char* blockId, TTValue* args, int numArgs)',
      },
      { declare: 'TTBlock* TT_LookupBlock(const char* blockId)' },
      {
        declare: 'TTValue TT_InvokeBlockDirect(TTBlock* block, TTValue* args, int numArgs)',
      },
    ],
  },
  {
    title: 'Rows',
    functions: [
      { declare: 'void TT_Persist(const char* instanceId)', doc: 'TT_GetLastError says why not.' },
      {
        declare: 'int TT_PersistEx(const char* instanceId)',
        doc: '0, or the number of the error.',
      },
      {
        declare: 'TTInstance* TT_Load(const char* instanceId)',
        doc: 'As its row is: what was changed since and not saved is lost.',
      },
      { declare: 'const char* TT_Serialize(TTInstance* inst)', doc: 'The JSON of its row.' },
      {
        declare: 'TTInstance* TT_Deserialize(const char* json)',
        doc: 'A new object with the class and the variables of such a row.',
      },
    ],
  },
  {
    title: 'Values',
    functions: [
      {
        declare: 'int64_t TT_AsInt(TTValue value)',
        doc: 'Nothing is 0, and text is read; else 0 and an error of type 5.',
      },
      { declare: 'double TT_AsFloat(TTValue value)' },
      {
        declare: 'const char* TT_AsString(TTValue value)',
        doc: 'The text that bash would get: nil is empty, an object is its id, a list is JSON.',
      },
      {
        declare: 'int TT_AsBool(TTValue value)',
        doc: 'False are nil, false, 0 and the texts "", "false", "0" and "nil".',
      },
      {
        declare: 'TTInstance* TT_AsInstance(TTValue value)',
        doc: 'Also from a text that is an id or the name of a class; else NULL.',
      },
      { declare: 'TTBlock* TT_AsBlock(TTValue value)', doc: 'Also from the id of a block.' },
      {
        declare: 'const char* TT_CopyString(const char* text)',
        doc: 'A copy that is a result: for a text that a method has put together and answers.',
      },
      { declare: 'const char* TT_ValueToJSON(TTValue value)' },
      { declare: 'TTArray* TT_ArrayNew(void)' },
      { declare: 'int TT_ArrayLen(TTArray* array)' },
      { declare: 'TTValue TT_ArrayAt(TTArray* array, int index)', doc: 'From 0.' },
      {
        declare: 'int TT_ArrayPush(TTArray* array, TTValue value)',
        doc: '0, or the number of the error.',
      },
    ],
  },
  {
    title: 'Lifetimes: see the beginning of this file',
    functions: [
      {
        declare: 'int TT_Retain(const void* reference)',
        doc: 'Of a TTInstance*, TTBlock* or TTArray*. 0, or 6 for one that is gone.',
      },
      { declare: 'int TT_Release(const void* reference)', doc: 'Once for each TT_Retain.' },
      {
        declare: 'int TT_FreeString(const char* text)',
        doc: 'A result before its time: for methods that run long. 0, or 6 for a text that is not such a result any more.',
      },
    ],
  },
  {
    title: 'Errors',
    functions: [
      {
        declare: 'TTValue TT_MakeError(const char* type, const char* message)',
        doc: 'What a method answers to fail: try:catch: sees the type, the same as behind _throw.',
      },
      { declare: 'int TT_ErrorCode(TTValue value)', doc: '0 for what is no error.' },
      { declare: 'const char* TT_ErrorType(TTValue value)' },
      { declare: 'const char* TT_ErrorText(TTValue value)' },
      {
        declare: 'const char* TT_GetLastError(void)',
        doc: 'Of this thread, "type: message"; NULL when the last call went well. Good until the next call.',
      },
      { declare: 'int TT_GetLastErrorCode(void)' },
      { declare: 'uint32_t TT_ApiVersion(void)' },
    ],
  },
];

/** The names of all functions of the interface. */
export const FUNCTION_NAMES: readonly string[] = SECTIONS.flatMap(({ functions }) =>
  functions.map(({ declare }) => /\bTT_\w+/.exec(declare)?.[0] ?? ''),
);
