// The entry of the bundle beside cmd-run.bc that several inits in one call need, and one alone does not.
export { runTogether } from './together.ts';
