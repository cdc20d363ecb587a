// An executable of another processor in a release is found by its first user: each is looked at when it is built.
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const standalone = join(import.meta.dirname, '../../../dist/standalone');
const executables = readdirSync(standalone).filter((name) => name.startsWith('cmd-'));

/** `e_machine` of the ELF header: 62 is x86-64, 183 is AArch64. */
const MACHINES: Record<string, number> = { x64: 62, arm64: 183 };
const E_MACHINE = 18;

it.each(executables)('%s is an ELF file for the processor that it was built on', (name) => {
  const header = Buffer.alloc(E_MACHINE + 2);
  const file = openSync(join(standalone, name), 'r');
  readSync(file, header);
  closeSync(file);
  expect(header.subarray(0, 4).toString('latin1')).toBe('\x7fELF');
  expect(header.readUInt16LE(E_MACHINE)).toBe(MACHINES[process.arch]);
});
