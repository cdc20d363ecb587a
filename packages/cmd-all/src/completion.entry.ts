// A bundle of its own (package.json, imports): what a shell asks at each TAB.
export { completeWords } from './completion/answer.ts';
export { printScript } from './completion/script.ts';
