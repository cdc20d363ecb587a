import { defineConfig, mergeConfig } from 'vitest/config';
import { suite } from '../../vitest.base.ts';

/** The install matrix: every way in, against a registry of its own. */
export default mergeConfig(
  { ...suite, test: { ...suite.test, include: [], exclude: [] } },
  defineConfig({
    test: {
      include: ['matrix/**/*.full.test.ts'],
      globalSetup: ['matrix/registry.setup.ts'],
      fileParallelism: true,
      maxWorkers: 2,
      testTimeout: 900_000,
      hookTimeout: 900_000,
    },
  }),
);
