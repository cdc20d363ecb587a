import { defineConfig } from 'vitest/config';

/** Packages of ours are tested from source; what is packed is tested by the acceptance tests. */
const conditions = ['@rhachet/source', 'node', 'import', 'module', 'default'];

export const suite = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    globalSetup: [new URL('internal/testing/cache-home.ts', import.meta.url).pathname],
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/*.acceptance.test.ts', '**/*.full.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 240_000,
  },
});
