import { defineConfig, mergeConfig } from 'vitest/config';
import { suite } from './vitest.base.ts';

/** The long tests: large counts, and tools that only CI installs. */
export default mergeConfig(
  { ...suite, test: { ...suite.test, include: [], exclude: [] } },
  defineConfig({
    test: { include: ['test/**/*.full.test.ts'], fileParallelism: false, testTimeout: 1_200_000 },
  }),
);
