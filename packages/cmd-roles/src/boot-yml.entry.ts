// A bundle of its own (package.json, imports): the YAML and glob libraries, loaded only where a boot.yml is.
export { parseBootYml } from './boot-yml/parse.ts';
