import { defineConfig, type Options } from 'tsup';
import { library } from '../../tsup.base.ts';

const shared = library as Options;

export default defineConfig([
  {
    ...shared,
    entry: {
      index: 'src/index.ts',
      cli: 'src/cli/start.ts',
      vitest: 'src/matchers/vitest.ts',
      jest: 'src/matchers/jest.ts',
    },
    external: ['vitest', '@jest/globals', 'expect', 'jiti'],
  },
  {
    // jest without flags loads CommonJS only.
    ...shared,
    clean: false,
    format: 'cjs',
    entry: { index: 'src/index.ts', jest: 'src/matchers/jest.ts' },
    external: ['@jest/globals', 'jiti'],
  },
]);
