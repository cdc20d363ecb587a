// A bundle of its own (package.json, imports): reading source files and indexes, which `map serve --mcp` and help do without.
export {
  mapOfIndex,
  findIndexDir,
  INDEX_NAME,
  refresh,
  writeIndex,
} from './index-file/index-dir.ts';
export { gather } from './sources/gather.ts';
