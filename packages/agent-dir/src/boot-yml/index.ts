// What a boot.yml means (`@rhachet/agent-dir/boot-yml`): with the glob libraries, for roles that have one.
export { bootYmlParser, type Yaml } from './parse.ts';
