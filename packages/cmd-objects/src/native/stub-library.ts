// A shared object whose functions go where a table in it says. Plugins find functions by their names in loaded files, and what is
// compiled in memory is in none: so this file has the names, and the table is filled with the addresses.
// The format: System V ABI, chapters 4 and 5, with its supplement for AMD64.

/** By this name the table is found. */
export const TABLE = 'tt_functions_table';

const HEADER = 64;
const PROGRAM_HEADER = 56;
const SYMBOL = 24;
const ENTRY = 16;
/** No page is larger where this runs. */
const PAGE = 0x1_0000;

const TYPE = { LOAD: 1, DYNAMIC: 2, GNU_STACK: 0x64_74_e5_51 } as const;
const FLAG = { EXECUTE: 1, WRITE: 2, READ: 4 } as const;
const DYNAMIC = { HASH: 4, STRTAB: 5, SYMTAB: 6, STRSZ: 10, SYMENT: 11 } as const;
/** Global, and in the second part what it is. */
const FUNCTION = 0x12;
const OBJECT = 0x11;

interface Places {
  readonly symbols: number;
  readonly hash: number;
  readonly names: number;
  readonly code: number;
  readonly table: number;
  readonly dynamic: number;
  readonly end: number;
}

const aligned = (at: number): number => Math.ceil(at / ENTRY) * ENTRY;

function placesOf(count: number, nameBytes: number): Places {
  const symbols = HEADER + 4 * PROGRAM_HEADER;
  const hash = symbols + SYMBOL * (count + 2);
  const names = hash + 4 * (count + 5);
  const code = aligned(names + nameBytes);
  const dynamic = PAGE + 8 * count;
  return { symbols, hash, names, code, table: PAGE, dynamic, end: dynamic + 16 * 6 };
}

/** For x86-64. @param names of the functions, in the order of the table */
export function stubLibrary(names: readonly string[]): Uint8Array {
  const all = [...names, TABLE];
  const text = Buffer.from(`\0${all.map((name) => `${name}\0`).join('')}`);
  const places = placesOf(names.length, text.length);
  if (places.code + ENTRY * names.length > PAGE) throw new Error('too many functions');
  const bytes = Buffer.alloc(places.end);
  writeHeader(bytes);
  writeProgramHeaders(bytes, places, places.code + ENTRY * names.length);
  writeSymbols(bytes, places, all);
  writeHash(bytes, places.hash, all.length);
  text.copy(bytes, places.names);
  names.forEach((_, index) => writeJump(bytes, places, index));
  writeDynamic(bytes, places, text.length);
  return bytes;
}

function writeHeader(bytes: Buffer): void {
  // ELF, 64 bits, little-endian, version 1; a shared object for x86-64.
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1], 0);
  bytes.writeUInt16LE(3, 16);
  bytes.writeUInt16LE(62, 18);
  bytes.writeUInt32LE(1, 20);
  bytes.writeBigUInt64LE(BigInt(HEADER), 32);
  bytes.writeUInt16LE(HEADER, 52);
  bytes.writeUInt16LE(PROGRAM_HEADER, 54);
  bytes.writeUInt16LE(4, 56);
  bytes.writeUInt16LE(64, 58);
}

function writeProgramHeaders(bytes: Buffer, places: Places, codeEnd: number): void {
  const { table, dynamic, end } = places;
  const { EXECUTE, READ, WRITE } = FLAG;
  const headers = [
    { type: TYPE.LOAD, flags: READ | EXECUTE, at: 0, size: codeEnd, align: PAGE },
    { type: TYPE.LOAD, flags: READ | WRITE, at: table, size: end - table, align: PAGE },
    { type: TYPE.DYNAMIC, flags: READ | WRITE, at: dynamic, size: end - dynamic, align: 8 },
    { type: TYPE.GNU_STACK, flags: READ | WRITE, at: 0, size: 0, align: 16 },
  ];
  headers.forEach(({ type, flags, at, size, align }, index) => {
    const start = HEADER + index * PROGRAM_HEADER;
    bytes.writeUInt32LE(type, start);
    bytes.writeUInt32LE(flags, start + 4);
    // Offset in the file, and twice the address: they are the same.
    for (const field of [8, 16, 24]) bytes.writeBigUInt64LE(BigInt(at), start + field);
    for (const field of [32, 40]) bytes.writeBigUInt64LE(BigInt(size), start + field);
    bytes.writeBigUInt64LE(BigInt(align), start + 48);
  });
}

function writeSymbols(bytes: Buffer, { symbols, code, table }: Places, names: readonly string[]) {
  let name = 1;
  names.forEach((text, index) => {
    const at = symbols + SYMBOL * (index + 1);
    const isTable = text === TABLE;
    bytes.writeUInt32LE(name, at);
    bytes[at + 4] = isTable ? OBJECT : FUNCTION;
    // In some section: 0 would be undefined.
    bytes.writeUInt16LE(1, at + 6);
    bytes.writeBigUInt64LE(BigInt(isTable ? table : code + ENTRY * index), at + 8);
    bytes.writeBigUInt64LE(BigInt(isTable ? 8 * index : ENTRY), at + 16);
    name += text.length + 1;
  });
}

/** One bucket: a chain through all of them. */
function writeHash(bytes: Buffer, at: number, count: number): void {
  const words = [1, count + 1, 1, 0, ...Array.from({ length: count }, (_, index) => index + 2)];
  words[words.length - 1] = 0;
  words.forEach((word, index) => bytes.writeUInt32LE(word, at + 4 * index));
}

/** `jmp *table[index](%rip)` */
function writeJump(bytes: Buffer, { code, table }: Places, index: number): void {
  const at = code + ENTRY * index;
  bytes.set([0xff, 0x25], at);
  bytes.writeInt32LE(table + 8 * index - (at + 6), at + 2);
}

function writeDynamic(bytes: Buffer, places: Places, nameBytes: number): void {
  const { HASH, SYMTAB, STRTAB, STRSZ, SYMENT } = DYNAMIC;
  const entries = [
    [HASH, places.hash],
    [SYMTAB, places.symbols],
    [STRTAB, places.names],
    [STRSZ, nameBytes],
    [SYMENT, SYMBOL],
    [0, 0],
  ];
  entries.flat().forEach((value, index) => {
    bytes.writeBigUInt64LE(BigInt(value), places.dynamic + 8 * index);
  });
}
