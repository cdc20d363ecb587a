// A bundle of its own (package.json, imports): what a boot.yml means, and the glob libraries, loaded only where one is.
export { parseBootYml } from '@rhachet/agent-dir/boot-yml';
