// The entry of the bundle beside cmd-all.bc that looks at the index of targets, and writes it.
export { type Entry, inspectIndex, writeIndex } from '@rhachet/agent-dir/target-index';
