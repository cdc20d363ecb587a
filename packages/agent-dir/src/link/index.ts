// The surface of @rhachet/agent-dir/link: role packages, linking them into .agent/, their inits.
export { chooseRole, parseSpecifier, type Specifier } from './choose-role.ts';
export { chooseFrom, findRoleSources, problemLines, type RoleSources } from './find-roles.ts';
export { type InitCommand, initCommands, runRoleInits } from './inits.ts';
export { type LinkEntry, type LinkReport, linkRole } from './link-role.ts';
export { linkText } from './link-text.ts';
export { findRolePackages } from './packages.ts';
export { findProject, type Project } from './project.ts';
export { readRegistry } from './registry.ts';
export { runBash } from './run-bash.ts';
export type {
  Hook,
  OnBrainHooks,
  PackageProblem,
  RepoManifest,
  Resource,
  RoleChoice,
  RoleManifest,
  RolePackage,
} from './types.ts';
export { unlinkRole } from './unlink-role.ts';
export { findUseConfig, readUseConfig, USE_CONFIG } from './use-config.ts';
