import { defineConfig, type Options } from 'tsup';
import { library } from '../../tsup.base.ts';

/** The library lies beside the bundles: build-command, which runs first, has emptied dist/. */
export default defineConfig({
  ...(library as Options),
  clean: false,
  noExternal: [/^@rhachet\/kit$/, 'yaml'],
});
