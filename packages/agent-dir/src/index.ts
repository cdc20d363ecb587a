// The public surface of agent-dir.
export { countBriefs } from './briefs.ts';
export { chmod, decideTarget, requireTarget, type TargetQuery } from './decide-target.ts';
export { findAgentDir, locateAgentDir } from './locate.ts';
export { type Filter, findRoles, outside, type Role } from './roles.ts';
export { findTargets, isRunnable, type Target, type TargetKind } from './targets.ts';
export { walk } from './walk.ts';
