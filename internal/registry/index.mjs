// A real registry on this machine, and the packages of the workspace in it.
export { inOrder } from './in-order.mjs';
export { startRegistry } from './start.mjs';
export { publishWorkspace } from './workspace.mjs';
