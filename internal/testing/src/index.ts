// What the tests share.
export { bigRole, smallRole } from './big-role.ts';
export { bins, installedBin, node22Dir, onNode22, packedVersions, project } from './installed.ts';
export { openTerminal, type Terminal } from './terminal.ts';
export { type Files, makeRepo, type Repo, writeFiles } from './repo.ts';
export { type Result, run, type RunOptions } from './run.ts';
export { until } from './until.ts';
export { type Interrupted, interrupted } from './interrupt.ts';
export { hasTool } from './tool.ts';
export { makeProject } from './role-project.ts';
