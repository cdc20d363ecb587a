// A bundle of its own (package.json, imports): reading source files and indexes, which help does without.
export { onStop, Output } from '@rhachet/serve';
export { buildIndex } from './index-file/build.ts';
export { watchIndex } from './index-file/watch-index.ts';
export { findIndexDir, mapOfIndex } from './index-file/index-dir.ts';
export { gather } from './sources/gather.ts';
export { type LiveSources, liveSources, stampOf, type Survey } from './sources/live.ts';
