// Writes dist/command.json, from which rhachet answers help without loading the package.
import { writeFileSync } from 'node:fs';
import bundle from './dist/rhachet-cmd-hello.jit.cjs';

writeFileSync('dist/command.json', `${JSON.stringify(bundle.manifest(), null, 2)}\n`);
