// The public surface of target.
export { environmentOf } from './environment.ts';
export {
  explainTargets,
  type Memory,
  performTarget,
  type Prepared,
  prepareTargets,
  type TargetCall,
  type TargetOptions,
} from './perform.ts';
