// A bundle of its own (package.json, imports): role packages, their manifests and registries, which boot does not need.
export { initRole } from './init.ts';
export { linkRoles } from './link.ts';
