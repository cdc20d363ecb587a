import { defineConfig, mergeConfig } from 'vitest/config';
import { suite } from './vitest.base.ts';

/** The acceptance tests: the packed program, installed as a user would. One file at a time: they measure. */
export default mergeConfig(
  { ...suite, test: { ...suite.test, include: [], exclude: [] } },
  defineConfig({
    test: {
      include: ['test/**/*.acceptance.test.ts'],
      fileParallelism: false,
      testTimeout: 120_000,
      hookTimeout: 240_000,
    },
  }),
);
