import { defineConfig, type Options } from 'tsup';
import { library } from '../../tsup.base.ts';

const shared = library as Options & { dts: object };

/** The library lies beside the bundles: build-command, which runs first, has emptied dist/. */
export default defineConfig({
  ...shared,
  clean: false,
  // What the bundles load as parts of their own is in the library itself, and so are the types of kit.
  esbuildOptions: (options) => {
    options.conditions = ['@rhachet/source'];
  },
  dts: { ...shared.dts, resolve: [/^@rhachet\/kit/] },
});
