// A bundle of its own (package.json, imports): what a boot.yml means, loaded where a role that is asked has one.
import { bootYmlParser, type Yaml } from '@rhachet/agent-dir/boot-yml';

// eslint-disable-next-line @typescript-eslint/no-require-imports -- Bun takes an `import()` of a .bc for one of a data file
export const parseBootYml = bootYmlParser(() => require('#yaml') as Yaml);
