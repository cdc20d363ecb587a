import { defineConfig, mergeConfig } from 'vitest/config';
import { suite } from '../../vitest.base.ts';

// The files of a worker share its modules: to load them for each of thirty files takes a third of the time of all tests.
export default mergeConfig(suite, defineConfig({ test: { isolate: false } }));
