import { defineConfig } from 'tsup';

/** How every library of the repository is built: one ESM file and its types. */
export const library = defineConfig({
  entry: ['src/index.ts'],
  format: 'esm',
  target: 'node20',
  clean: true,
  // tsup sets `baseUrl` by itself, which TypeScript 6 reports as deprecated.
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
});
