// What cmd-services offers: dispatch, dispatch-to, routes, health, ping, interactive.
import { defineCommand, definePackage, type OptionTable } from '@rhachet/kit';
import { dispatchQuery, dispatchTo } from './commands/dispatch.ts';
import { evaluateRoutes } from './commands/eval.ts';
import { showHealth } from './commands/health.ts';
import { lintRoutes } from './commands/lint.ts';
import { pingServices } from './commands/ping.ts';
import { showRoutes } from './commands/routes.ts';
import { trainRoutes } from './commands/train.ts';
import { tables } from './tables.ts';
import { version } from './version.ts';

/** The server: a bundle of its own. */
const servePart = () =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#serve') as typeof import('#serve');

/** Sessions: a bundle of its own. */
const interactivePart = () =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#interactive') as typeof import('#interactive');

const registry = {
  registry: {
    value: 'file',
    complete: 'file',
    help: 'the registry; else $RHACHET_ROUTES, the nearest routes/registry.yaml or registry.yaml upwards, your own',
  },
} satisfies OptionTable;

const mocking = {
  ...registry,
  mock: {
    value: 'file',
    optional: true,
    complete: 'file',
    help: 'call no service; the file says what is answered',
  },
  'mock-file': { value: 'file', complete: 'file', help: 'the same as --mock=<file>' },
  signals: {
    value: 'off|stderr|file',
    complete: ['off', 'stderr'],
    help: 'where the signal lines go; stderr unless said',
  },
} satisfies OptionTable;

const calling = {
  ...mocking,
  data: {
    short: 'd',
    value: 'json|@file|-',
    complete: [],
    help: 'sent with the request, under its own keys',
  },
  context: { value: 'json|@file', complete: [], help: 'the context of the request' },
  'raw-body': { help: 'send the data alone, without query and context' },
  explain: { help: 'say which service is meant and why; call nothing' },
  'dry-run': { help: 'show what would be sent; call nothing' },
  curl: { help: 'show the same as a curl command, without any secret in it' },
  timeout: { value: 'duration', complete: [], help: 'for the whole call: 5s, 500ms' },
  retries: { value: 'n', complete: [], help: 'further tries after the first' },
  'idempotency-key': {
    value: 'key',
    complete: [],
    help: 'sent with every try; the call may then be repeated',
  },
  stream: { help: 'print what is answered as it comes' },
  quiet: { short: 'q', help: 'nothing but the answer, and errors' },
} satisfies OptionTable;

const dispatch = defineCommand({
  name: 'dispatch',
  summary: 'send a request to the service that it means',
  words: [
    {
      name: 'query',
      complete: [],
      help: 'what is asked; - or none reads it from stdin',
      optional: true,
    },
  ],
  options: {
    ...calling,
    batch: {
      value: 'file|-',
      complete: 'file',
      help: 'a request per line, as JSON; prints a result per line',
    },
  },
  main: dispatchQuery,
});

const to = defineCommand({
  name: 'dispatch-to',
  summary: 'send a request to a service that you name',
  words: [
    {
      name: 'org[.service]',
      complete: [],
      help: 'FND.salesforce; an org alone means its default service',
    },
    {
      name: 'service',
      complete: [],
      help: 'the service, where it does not stand behind a dot',
      optional: true,
    },
  ],
  options: {
    ...calling,
    query: { value: 'text', complete: [], help: 'sent in front of the data' },
  },
  main: dispatchTo,
});

const routes = defineCommand({
  name: 'routes',
  summary: 'list the orgs and services of the registry',
  options: { ...registry, org: { value: 'code', complete: [], help: 'only this org' } },
  main: showRoutes,
});

const lint = defineCommand({
  name: 'routes lint',
  summary: 'check the registry: what is wrong, and what is hardly meant, with line and column',
  words: [{ name: 'file', complete: 'file', help: 'the registry', optional: true }],
  options: { ...registry, strict: { help: 'a warning fails too' } },
  main: lintRoutes,
});

const train = defineCommand({
  name: 'routes train',
  summary: 'compile the registry and train its classifier ahead of the first call',
  options: {
    ...registry,
    refusals: {
      value: 'file',
      complete: 'file',
      help: 'a text per line that no service should answer; remembered',
    },
  },
  main: trainRoutes,
});

const evaluate = defineCommand({
  name: 'routes eval',
  summary: 'measure how well requests find their service',
  words: [
    {
      name: 'file',
      complete: 'file',
      help: 'JSON Lines: { "query", "org", "service" }, "service": null for none',
    },
  ],
  options: registry,
  main: evaluateRoutes,
});

const serve = defineCommand({
  name: 'routes serve',
  summary: 'dispatch over HTTP: POST /route, /dispatch, /webhook/<sender>; GET /healthz, /metrics',
  options: {
    ...mocking,
    port: {
      value: 'n',
      complete: [],
      help: 'where to listen; 0, the default, takes a free port and prints it',
    },
    host: { value: 'address', complete: [], help: '127.0.0.1 unless said: this machine only' },
    'webhook-secret': {
      value: 'env:NAME',
      complete: [],
      help: 'what webhooks are signed with whose sender the registry does not name; or file:PATH, cmd:COMMAND',
    },
    'body-limit': { value: 'bytes', complete: [], help: 'of a request; 1048576 unless said' },
  },
  main: (call) => servePart().serveRoutes(call),
});

const health = defineCommand({
  name: 'health',
  summary: 'ask every service how it is, at once',
  options: {
    ...mocking,
    org: { value: 'code', complete: [], help: 'only the services of this org' },
    watch: { help: 'ask again and again, and print what changes' },
    interval: {
      value: 'duration',
      complete: [],
      help: 'with --watch: the time between; 10s unless said',
    },
  },
  main: showHealth,
});

const ping = defineCommand({
  name: 'ping',
  summary: 'see whether anything answers where services are; whatever it answers, it is there',
  words: [{ name: 'org[.service]', complete: [], help: 'a service, or all of an org' }],
  options: { ...mocking, count: { short: 'c', value: 'n', complete: [], help: 'so many times' } },
  main: pingServices,
});

const interactive = defineCommand({
  name: 'interactive',
  summary: 'a session: what you type is dispatched; /help lists the commands',
  options: mocking,
  main: (call) => interactivePart().converseInteractively(call),
});

export default definePackage({
  contract: 1,
  package: '@rhachet/cmd-services',
  version,
  commands: [dispatch, to, routes, lint, train, evaluate, serve, health, ping, interactive],
  tables,
});
