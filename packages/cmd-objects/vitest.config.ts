export { suite as default } from '../../vitest.base.ts';
