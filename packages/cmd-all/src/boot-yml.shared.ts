// A bundle of its own (package.json, imports): what a boot.yml means, loaded where a role that is asked has one.
export { parseBootYml } from '@rhachet/agent-dir/boot-yml';
