// The commands that give a role a brain: their options. What they do is a bundle of its own.
import { defineCommand, type OptionTable } from '@rhachet/kit';

const brainPart = () =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#brain') as typeof import('#brain');

const serverPart = () =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#skills-server') as typeof import('#skills-server');

const ofRole = {
  role: { short: 'r', value: 'role', complete: 'role', help: 'the role' },
  repo: {
    value: 'repo',
    complete: 'repo',
    help: 'the repo it is from, where several have such a role',
  },
} satisfies OptionTable;

const ofBrain = {
  brain: {
    short: 'b',
    value: 'provider/model',
    complete: [],
    help: 'who answers; else RHACHET_BRAIN, or the default of brains.json',
  },
  mock: {
    value: 'file',
    complete: 'file',
    help: 'answer from this script, a JSON list of answers, and ask nobody',
  },
} satisfies OptionTable;

const ask = defineCommand({
  name: 'ask',
  summary: 'ask a role: its briefs are the prompt, its skills are tools, a model answers',
  options: {
    ...ofRole,
    say: {
      short: 's',
      value: 'text',
      complete: [],
      help: 'the question; else it is read from stdin',
    },
    ...ofBrain,
    yes: { short: 'y', help: 'run what the model calls without asking' },
    'no-tools': { help: 'offer no skills' },
    continue: { short: 'c', help: 'go on with the last conversation with this role here' },
  },
  main: (call) => brainPart().ask(call),
});

const act = defineCommand({
  name: 'act',
  summary: 'have a model fill in the arguments of a skill from an input, and run it',
  options: {
    ...ofRole,
    skill: { short: 's', value: 'skill', complete: 'skill', help: 'the skill' },
    input: {
      short: 'i',
      value: 'json|@file',
      complete: 'file',
      help: 'what the arguments are made from',
    },
    ...ofBrain,
    output: { short: 'o', value: 'file', complete: 'file', help: 'write the result to this file' },
    attempts: {
      value: 'count',
      complete: [],
      help: 'do it so many times; each result has a file of its own, out.i1.json or {{attempt}}',
    },
    concurrency: { value: 'count', complete: [], help: 'attempts at once; 3 unless said' },
  },
  main: (call) => brainPart().act(call),
});

const list = defineCommand({
  name: 'brains list',
  summary: 'list the providers of models, their addresses, and where their keys are',
  options: {},
  main: (call) => brainPart().listBrains(call),
});

const ping = defineCommand({
  name: 'brains ping',
  summary: 'ask a model for one word, and say how long that took',
  words: [
    {
      name: 'brain',
      help: 'provider/model; the default unless said',
      optional: true,
      complete: [],
    },
  ],
  options: {},
  main: (call) => brainPart().pingBrain(call),
});

const mcp = defineCommand({
  name: 'mcp',
  summary: 'serve the skills of the roles here as tools, to an MCP client over stdin and stdout',
  options: {
    role: {
      short: 'r',
      value: 'role[,role…]',
      complete: 'role',
      separator: ',',
      help: 'only of these roles',
    },
    repo: { value: 'repo', complete: 'repo', help: 'only from this repo' },
  },
  main: (call) => serverPart().serveSkills(call),
});

export const brainCommands = [ask, act, list, ping, mcp];
