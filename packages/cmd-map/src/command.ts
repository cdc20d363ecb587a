// What cmd-map offers: map query, trace, whatif, check, index, serve, benchmark.
import { version } from '../package.json' with { type: 'json' };
import { defineCommand, definePackage, type OptionTable } from '@rhachet/kit';
import { askQuery, askTrace, askWhatIf } from './commands/ask.ts';
import { check } from './commands/check.ts';
import { indexDir } from './commands/index-dir.ts';

const from = {
  source: {
    short: 's',
    value: 'dir|file',
    complete: 'file',
    many: true,
    help: 'read .jan files, or a map as .json or .yaml; without it the nearest index',
  },
} satisfies OptionTable;

const module = {
  value: 'module',
  complete: [
    'rhachet.skills',
    'rhachet.inits',
    'rhachet.roles',
    'rhachet.services',
    'rhachet.objects',
  ],
  help: 'as seen from this module; rhachet.skills and the like are tables of rhachet itself',
} as const;

const cbor = { help: 'the answer in CBOR, for programs' } as const;

const CALL = { name: 'call', complete: [], help: "a name with types or literals: 'add(i32, 2.5)'" };

const query = defineCommand({
  name: 'map query',
  summary: 'list the overloads of a name',
  words: [{ name: 'symbol', complete: [], help: 'the name: add, math::add, Trait.method' }],
  options: { module, cbor, ...from },
  main: askQuery,
});

const trace = defineCommand({
  name: 'map trace',
  summary: 'show how a call resolves, candidate by candidate',
  words: [CALL],
  options: {
    module,
    location: { value: 'file:line', complete: [], help: 'where the call stands' },
    cbor,
    ...from,
  },
  main: askTrace,
});

const whatif = defineCommand({
  name: 'map whatif',
  summary: 'say what a call would come to',
  words: [CALL],
  options: {
    module,
    assume: {
      value: 'file',
      complete: 'file',
      help: 'types and overloads that are not there yet, as .json or .yaml',
    },
    cbor,
    ...from,
  },
  main: askWhatIf,
});

const checkCommand = defineCommand({
  name: 'map check',
  summary: 'find every ambiguity, with a call that runs into it',
  options: from,
  main: check,
});

const index = defineCommand({
  name: 'map index',
  summary: 'build the index of a directory; only changed files are read again',
  words: [{ name: 'dir', complete: 'directory', help: 'the directory, default .', optional: true }],
  options: { watch: { help: 'go on, and build it again whenever a file changes' } },
  main: indexDir,
});

const serve = defineCommand({
  name: 'map serve',
  summary: 'answer the same questions over HTTP, as JSON-RPC, in JSON or CBOR',
  options: {
    port: { value: 'number', complete: [], help: 'listen there, default 7735; 0 takes a free one' },
    host: { value: 'address', complete: [], help: 'listen there, default 127.0.0.1' },
    socket: {
      value: 'path',
      complete: 'file',
      help: 'listen on a Unix socket instead, which only you may use',
    },
    format: {
      value: 'json|cbor|auto',
      complete: ['json', 'cbor', 'auto'],
      help: 'what a caller gets who does not say, default json',
    },
    'body-limit': { value: 'bytes', complete: [], help: 'the largest request, default 4194304' },
    mcp: { help: 'answer an MCP client on stdin and stdout, not over HTTP' },
    ...from,
  },
  main: (call) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
    const { serveMap, serveMcp } = require('#serve') as typeof import('#serve');
    return call.options.mcp ? serveMcp(call) : serveMap(call);
  },
});

const benchmark = defineCommand({
  name: 'map benchmark',
  summary: 'measure the server in JSON and CBOR, for projects of four sizes',
  words: [{ name: 'what', complete: ['dispatch'], help: 'what to measure: dispatch' }],
  options: {
    format: {
      value: 'json|cbor',
      complete: ['json', 'cbor'],
      help: 'the form of questions and answers, default json',
    },
    queries: { value: 'number', complete: [], help: 'questions of each kind, default 1000' },
    families: { value: 'number', complete: [], help: 'one project of that size, not the four' },
    compare: { help: 'both forms, and which of the projections hold' },
    threshold: {
      value: 'size',
      complete: [],
      help: 'the answer above which CBOR is due, default 1mb',
    },
  },
  main: (call) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
    const { benchmark: measure } = require('#serve') as typeof import('#serve');
    return measure(call);
  },
});

export default definePackage({
  contract: 1,
  package: '@rhachet/cmd-map',
  version,
  word: 'map',
  commands: [query, trace, whatif, checkCommand, index, serve, benchmark],
});
