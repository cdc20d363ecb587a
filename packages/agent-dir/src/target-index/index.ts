// The public surface of the target index: `@rhachet/agent-dir/target-index`, loaded by those who write or explain it.
export { type Entry } from './entries.ts';
export { type Inspected, inspectIndex } from './inspect.ts';
export { rememberTarget } from './remember.ts';
export { writeIndex, type Written } from './write.ts';
