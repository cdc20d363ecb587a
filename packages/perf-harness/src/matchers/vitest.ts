// `import '@rhachet/perf-harness/vitest'` gives vitest's `expect` the matcher.
import { expect } from 'vitest';

import { type PerfMatchers, toAddLessThan } from './matcher.ts';

declare module 'vitest' {
  // The names and parameters are those of vitest, which merges the declarations.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-explicit-any, @typescript-eslint/no-empty-object-type
  interface Matchers<T = any> extends PerfMatchers<Promise<void>> {}
}

expect.extend({ toAddLessThan });
