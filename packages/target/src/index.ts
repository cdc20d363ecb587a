// The public surface of target.
export { performTarget, type TargetCall, type TargetOptions } from './perform.ts';
