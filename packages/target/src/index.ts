// The public surface of target.
export {
  explainTargets,
  performTarget,
  type Prepared,
  prepareTargets,
  type TargetCall,
  type TargetOptions,
} from './perform.ts';
