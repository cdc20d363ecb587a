// What of jest's types we touch: the real packages would bring all of jest into this repository.
// jest answers for the name @jest/globals by itself while it runs.
declare module 'expect' {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type
  export interface Matchers<R extends void | Promise<void>, T = unknown> {}
  export const expect: { extend(matchers: object): void };
}
declare module '@jest/globals' {
  export { expect } from 'expect';
}
