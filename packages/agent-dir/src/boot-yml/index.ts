// What a boot.yml means (`@rhachet/agent-dir/boot-yml`): with the YAML and glob libraries, for roles that have one.
export { parseBootYml } from './parse.ts';
