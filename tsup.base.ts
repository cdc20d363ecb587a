import { defineConfig, type Options } from 'tsup';

const options: Options = {
  entry: ['src/index.ts'],
  format: 'esm',
  target: 'node20',
  clean: true,
  // Names stay: a stack is to be read.
  minifySyntax: true,
  minifyWhitespace: true,
  // tsup sets `baseUrl` by itself, which TypeScript 6 reports as deprecated.
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
};

/** How every library of the repository is built: one ESM file and its types. */
export const library = defineConfig(options);

/** The same with several entries: what few callers need is then loaded by few. */
export const libraryOf = (entry: Record<string, string>, external: string[] = []) =>
  defineConfig({ ...options, entry, external });
