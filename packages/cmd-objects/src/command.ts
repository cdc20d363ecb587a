// What cmd-objects offers: send, and objects explain, inspect, check, test.
import { version } from './version.ts';
import { defineCommand, definePackage, type OptionTable } from '@rhachet/kit';
import { check } from './commands/check.ts';
import { explain, tools } from './commands/explain.ts';
import { headers } from './commands/headers.ts';
import { inspect } from './commands/inspect.ts';
import { send } from './commands/send.ts';
import { test } from './commands/test.ts';
import { tables } from './tables.ts';

const classes = {
  value: 'dir',
  complete: 'directory',
  many: true,
  help: 'look for classes (.trash files) there first, before TRASHDIR and ~/.trashtalk/trash',
} as const;

const places = {
  db: {
    value: 'file',
    complete: 'file',
    help: 'the database; without it SQLITE_JSON_DB, else objects.db in your data directory',
  },
  classes,
} satisfies OptionTable;

const RECEIVER = { name: 'receiver', complete: [], help: 'a class, or the id of an object' };

const sendCommand = defineCommand({
  name: 'send',
  summary: 'send a message to an object or a class',
  words: [{ ...RECEIVER, help: `${RECEIVER.help}; what follows is the message` }],
  options: { ...places, explain: { help: 'say which method would run and why; run nothing' } },
  target: {},
  main: send,
});

const serveCommand = defineCommand({
  name: 'objects',
  summary:
    'the daemon of objects, for shells and programs; without --socket, JSON lines on stdin and stdout',
  options: {
    socket: {
      value: 'path',
      complete: 'file',
      help: 'listen there, on a Unix socket that only you may use',
    },
    ...places,
    'plugin-dir': {
      value: 'dir',
      complete: 'directory',
      help: 'look for plugins there first, before the directories of classes',
    },
    mode: {
      value: 'mode',
      complete: ['write-through', 'session', 'write-behind'],
      help: 'when changes are written: before each answer (default), by save alone, or when idle',
    },
    'idle-timeout': {
      value: 'seconds',
      complete: [],
      help: 'end when nobody asks for so long; 0 never does',
    },
    'request-limit': { value: 'bytes', complete: [], help: 'the largest request, default 1048576' },
    status: { help: 'say whether one runs, and end; 1 when none does' },
    kill: { help: 'end the one that runs' },
    restart: { help: 'end the one that runs, and take its place' },
    inspect: {
      value: 'what',
      complete: ['classes', 'plugins', 'refs'],
      help: 'ask the one that runs: an id, classes, plugins, refs (what plugins hold)',
    },
    debug: { help: 'say each message on stderr' },
    trace: {
      value: 'file|stderr',
      complete: 'file',
      help: 'write each request and its answer there, as JSON',
    },
    profile: {
      value: 'file|stderr',
      complete: 'file',
      help: 'write there how long each message took',
    },
  },
  main: (call) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
    const { serve } = require('#daemon') as typeof import('#daemon');
    return serve(call);
  },
});

const explainCommand = defineCommand({
  name: 'objects explain',
  summary: 'say which method a message runs, in what, and why there',
  words: [RECEIVER, { name: 'selector', complete: [], help: 'such as increment, or at:put:' }],
  options: places,
  main: explain,
});

const inspectCommand = defineCommand({
  name: 'objects inspect',
  summary: 'show an object, or a class and where each of its methods runs',
  words: [{ ...RECEIVER, optional: true, help: `${RECEIVER.help}; without it, the classes` }],
  options: places,
  main: inspect,
});

const checkCommand = defineCommand({
  name: 'objects check',
  summary: 'find what is wrong in a class file, and say where each method will run',
  words: [{ name: 'file', complete: 'file', help: 'a .trash file' }],
  options: {},
  main: check,
});

const compileCommand = defineCommand({
  name: 'objects compile',
  summary: 'compile a class file, and say what became of each method and why',
  words: [{ name: 'file', complete: 'file', help: 'a .trash file' }],
  options: {
    target: {
      value: 'target',
      complete: ['ttbc', 'ts', 'c'],
      help: 'bytecode per method (ttbc, the default), a TypeScript module (ts), a C plugin (c)',
    },
    output: {
      value: 'dir',
      complete: 'directory',
      help: 'write there: a .ttbc file per method, or the module',
    },
    strict: { help: 'a method that cannot be compiled as a whole is an error (65)' },
  },
  main: (call) => tools().compile(call),
});

const headersCommand = defineCommand({
  name: 'objects headers',
  summary: 'print libtrashtalk.h, which plugins in C and C++ include',
  options: {},
  main: headers,
});

const testCommand = defineCommand({
  name: 'objects test',
  summary: 'run the tests of a class, as TAP',
  words: [{ name: 'class', complete: [], help: 'a class with testMethod:, or a TestCase' }],
  options: { classes },
  main: test,
});

const replCommand = defineCommand({
  name: 'objects repl',
  summary: 'a session: statements of the language, with history and completion',
  options: places,
  main: (call) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
    const { repl } = require('#repl') as typeof import('#repl');
    return repl(call);
  },
});

const benchCommand = defineCommand({
  name: 'objects bench',
  summary: 'measure what messages cost, within a process and from bash',
  options: {},
  main: (call) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
    const { bench } = require('#bench') as typeof import('#bench');
    return bench(call);
  },
});

export default definePackage({
  contract: 1,
  package: '@rhachet/cmd-objects',
  version,
  word: 'objects',
  commands: [
    sendCommand,
    serveCommand,
    explainCommand,
    inspectCommand,
    checkCommand,
    compileCommand,
    headersCommand,
    testCommand,
    replCommand,
    benchCommand,
  ],
  tables,
});
