// The public surface of the target index: `@rhachet/agent-dir/target-index`, loaded by those who write or explain it.
export { FORMAT, indexDirectory, NoIndex } from './cache-dir.ts';
export { rememberTarget } from './remember.ts';
export { MOST_ENTRIES, writeIndex, type Written } from './write.ts';
