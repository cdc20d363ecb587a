// A bundle of its own (package.json, imports): bash.
export { openBridge } from './bridge/open-bridge.ts';
