// The public surface of agent-dir.
export { type Brief, countBriefs, findBriefs } from './briefs.ts';
export {
  decideRole,
  repoNamed,
  requireRole,
  type RoleQuery,
  roleSignature,
} from './decide-role.ts';
export {
  chmod,
  decideTarget,
  requireTarget,
  type TargetQuery,
  targetSignature,
} from './decide-target.ts';
export { findAgentDir, locateAgentDir } from './locate.ts';
export { readText } from './read.ts';
export { findResources, type Resources } from './resources.ts';
export { type Filter, findRoles, outside, type Role } from './roles.ts';
export {
  findTargets,
  isRunnable,
  type Target,
  type TargetKind,
  whyNotRunnable,
} from './targets.ts';
export { walk } from './walk.ts';
