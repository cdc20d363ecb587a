// A bundle of its own (package.json, imports): linking roles needs YAML and more, which help and list do without.
export { enroll } from './enroll/enroll.ts';
export { initialise } from './init/init.ts';
export { findProject, findRolePackages } from '@rhachet/agent-dir/link';
