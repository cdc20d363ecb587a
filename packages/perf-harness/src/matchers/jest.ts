// `require('@rhachet/perf-harness/jest')`, or the same in `setupFilesAfterEnv`, gives jest's `expect`
// the matcher.
import { expect } from '@jest/globals';

import { type PerfMatchers, toAddLessThan } from './matcher.ts';

// The names and parameters are those of jest and of @types/jest, with which they merge.
/* eslint-disable @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type, @typescript-eslint/no-namespace */
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends PerfMatchers<
    Promise<void>
  > {}
}
declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends PerfMatchers<Promise<void>> {}
  }
}
/* eslint-enable */

expect.extend({ toAddLessThan });
