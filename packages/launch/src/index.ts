// The public surface of launch.
export { become } from './become.ts';
export { type Program } from './program.ts';
