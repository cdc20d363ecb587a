// A copy of the file of a plugin, that nobody changes while it runs.
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LARGEST = 256 * 1024 * 1024;
/**
 * A file that is overwritten in place changes under whoever runs it, so what is loaded is a copy: a new name for each
 * version, too, since one that is loaded already is not loaded again by its name.
 * @throws Error in one line, for a file that is not all there
 */
export function copyOf(path: string, directory: string): { copy: string; hash: string } {
  const descriptor = openSync(path, 'r');
  let bytes: Buffer;
  try {
    if (fstatSync(descriptor).size > LARGEST)
      throw new Error(`${path} is larger than ${LARGEST} bytes`);
    bytes = readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  if (!isWhole(bytes)) throw new Error(`${path} is no shared object, or not all of one`);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const name = path.replace(/^.*\//, '').replace(/\.(so|dylib)$/, '');
  const copy = join(directory, `${name}.${hash.slice(0, 16)}.${process.pid}.${++copies}.so`);
  writeFileSync(copy, bytes, { mode: 0o700 });
  return { copy, hash };
}

let copies = 0;

const ELF = 0x7f_45_4c_46;
const MACH_O = new Set([0xcf_fa_ed_fe, 0xca_fe_ba_be]);

/** The linker would map what is missing, and die of it. */
function isWhole(bytes: Buffer): boolean {
  if (bytes.length < 64) return false;
  if (MACH_O.has(bytes.readUInt32BE(0))) return true;
  if (bytes.readUInt32BE(0) !== ELF || bytes[4] !== 2) return false;
  return segmentsEnd(bytes) <= bytes.length;
}

function segmentsEnd(bytes: Buffer): number {
  const start = Number(bytes.readBigUInt64LE(32));
  const size = bytes.readUInt16LE(54);
  const count = bytes.readUInt16LE(56);
  if (start + size * count > bytes.length) return Infinity;
  let end = Number(bytes.readBigUInt64LE(40)) + bytes.readUInt16LE(58) * bytes.readUInt16LE(60);
  for (let index = 0; index < count; index++) {
    const at = start + index * size;
    end = Math.max(
      end,
      Number(bytes.readBigUInt64LE(at + 8)) + Number(bytes.readBigUInt64LE(at + 32)),
    );
  }
  return end;
}
