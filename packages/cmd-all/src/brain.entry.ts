// A bundle of its own (package.json, imports): a role with a brain, which the other commands do without.
export { act } from './act/act.ts';
export { ask } from './ask/ask.ts';
export { listBrains } from './brains/list.ts';
export { pingBrain } from './brains/ping.ts';
