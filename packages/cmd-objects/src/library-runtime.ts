// The runtime as a library has it: with the virtual machine, which a command of one message does without.
import { Runtime } from './runtime.ts';
import { blockFromBytes } from './space/block-from-bytes.ts';

Runtime.readBlock = blockFromBytes;

export { Runtime };
