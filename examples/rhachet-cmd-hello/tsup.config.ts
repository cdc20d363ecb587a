import { defineConfig } from 'tsup';

// One CommonJS file with everything in it: rhachet loads it on Bun and on Node.
export default defineConfig({
  entry: { 'rhachet-cmd-hello.jit': 'src/main.ts' },
  format: 'cjs',
  target: 'node20',
  outExtension: () => ({ js: '.cjs' }),
  noExternal: [/./],
  clean: true,
});
