// Every opcode: its byte, name, operands and what it does to the stack. Reader, verifier, disassembler and compiler ask here.

export type OperandKind =
  'constant' | 'name' | 'block' | 'local' | 'parameter' | 'capture' | 'count' | 'items' | 'jump';

/** Bytes of an operand, big-endian; only a jump is signed. */
export const OPERAND_BYTES: Readonly<Record<OperandKind, 1 | 2>> = {
  constant: 2,
  name: 2,
  block: 2,
  items: 2,
  jump: 2,
  local: 1,
  parameter: 1,
  capture: 1,
  count: 1,
};

/** What is popped besides a fixed number: as many as the last operand says, or twice that. */
type Extra = 'count' | 'pairs' | null;

export interface Opcode {
  readonly code: number;
  readonly name: OpName;
  readonly operands: readonly OperandKind[];
  readonly pops: number;
  readonly extra: Extra;
  readonly pushes: number;
  /** The version of the container that has it first. */
  readonly since: 1 | 2;
  /** Nothing runs behind it. */
  readonly ends: boolean;
}

type Row = readonly [
  code: number,
  name: string,
  operands: string,
  pops: number,
  pushes: number,
  extra?: Extra,
];

const VERSION_1 = [
  [0x00, 'NOP', '', 0, 0],
  [0x01, 'POP', '', 1, 0],
  [0x02, 'DUP', '', 1, 2],
  [0x03, 'SWAP', '', 2, 2],
  [0x04, 'ROT', '', 3, 3],
  [0x10, 'CONST', 'constant', 0, 1],
  [0x11, 'CONST_NIL', '', 0, 1],
  [0x12, 'CONST_TRUE', '', 0, 1],
  [0x13, 'CONST_FALSE', '', 0, 1],
  [0x14, 'CONST_ZERO', '', 0, 1],
  [0x15, 'CONST_ONE', '', 0, 1],
  [0x16, 'CONST_EMPTY', '', 0, 1],
  [0x20, 'LOAD_LOCAL', 'local', 0, 1],
  [0x21, 'STORE_LOCAL', 'local', 1, 0],
  [0x22, 'LOAD_PARAM', 'parameter', 0, 1],
  [0x30, 'LOAD_CAPTURE', 'capture', 0, 1],
  [0x31, 'STORE_CAPTURE', 'capture', 1, 0],
  [0x32, 'MAKE_CAPTURE', 'local', 0, 1],
  [0x40, 'LOAD_IVAR', 'name', 0, 1],
  [0x41, 'STORE_IVAR', 'name', 1, 0],
  [0x50, 'ADD', '', 2, 1],
  [0x51, 'SUB', '', 2, 1],
  [0x52, 'MUL', '', 2, 1],
  [0x53, 'DIV', '', 2, 1],
  [0x54, 'MOD', '', 2, 1],
  [0x55, 'NEG', '', 1, 1],
  [0x60, 'EQ', '', 2, 1],
  [0x61, 'NE', '', 2, 1],
  [0x62, 'LT', '', 2, 1],
  [0x63, 'LE', '', 2, 1],
  [0x64, 'GT', '', 2, 1],
  [0x65, 'GE', '', 2, 1],
  [0x68, 'NOT', '', 1, 1],
  [0x69, 'AND', '', 2, 1],
  [0x6a, 'OR', '', 2, 1],
  [0x70, 'CONCAT', '', 2, 1],
  [0x71, 'STRLEN', '', 1, 1],
  [0x80, 'JUMP', 'jump', 0, 0],
  [0x81, 'JUMP_TRUE', 'jump', 1, 0],
  [0x82, 'JUMP_FALSE', 'jump', 1, 0],
  [0x83, 'JUMP_NIL', 'jump', 1, 0],
  [0x84, 'JUMP_NOT_NIL', 'jump', 1, 0],
  [0x90, 'SEND', 'name count', 1, 1, 'count'],
  [0x91, 'SEND_SELF', 'name count', 0, 1, 'count'],
  [0x92, 'SEND_SUPER', 'name count', 0, 1, 'count'],
  [0x93, 'SEND_CLASS', 'name name count', 0, 1, 'count'],
  [0xa0, 'MAKE_BLOCK', 'block count', 0, 1, 'count'],
  [0xa1, 'INVOKE_BLOCK', 'count', 1, 1, 'count'],
  [0xa2, 'BLOCK_VALUE', '', 1, 1],
  [0xb0, 'ARRAY_NEW', '', 0, 1],
  [0xb1, 'ARRAY_PUSH', '', 2, 1],
  [0xb2, 'ARRAY_AT', '', 2, 1],
  [0xb3, 'ARRAY_AT_PUT', '', 3, 1],
  [0xb4, 'ARRAY_LEN', '', 1, 1],
  [0xb5, 'ARRAY_FIRST', '', 1, 1],
  [0xb6, 'ARRAY_LAST', '', 1, 1],
  [0xb7, 'ARRAY_REMOVE', '', 2, 1],
  [0xb8, 'OBJECT_NEW', '', 0, 1],
  [0xb9, 'OBJECT_AT', '', 2, 1],
  [0xba, 'OBJECT_AT_PUT', '', 3, 1],
  [0xbb, 'OBJECT_HAS_KEY', '', 2, 1],
  [0xbc, 'OBJECT_KEYS', '', 1, 1],
  [0xbd, 'OBJECT_VALUES', '', 1, 1],
  [0xbe, 'OBJECT_REMOVE', '', 2, 1],
  [0xbf, 'OBJECT_LEN', '', 1, 1],
  [0xf0, 'RETURN', '', 1, 0],
  [0xf1, 'RETURN_NIL', '', 0, 0],
  [0xf2, 'NON_LOCAL_RET', '', 1, 0],
] as const satisfies readonly Row[];

const VERSION_2 = [
  [0x17, 'LOAD_SELF', '', 0, 1],
  [0x23, 'STORE_PARAM', 'parameter', 1, 0],
  [0x24, 'NEW_LOCAL', 'local', 0, 0],
  [0x42, 'LOAD_CLASS_VAR', 'name', 0, 1],
  [0x43, 'STORE_CLASS_VAR', 'name', 1, 0],
  [0x66, 'NUM_EQ', '', 2, 1],
  [0x67, 'NUM_NE', '', 2, 1],
  [0x6b, 'TRUTH', '', 1, 1],
  [0x6c, 'MATCHES', '', 2, 1],
  [0x94, 'PRIMITIVE', 'name count', 1, 1, 'count'],
  [0xa3, 'TRY', '', 2, 1],
  [0xc0, 'MAKE_LIST', 'items', 0, 1, 'count'],
  [0xc1, 'MAKE_DICTIONARY', 'items', 0, 1, 'pairs'],
] as const satisfies readonly Row[];

export type OpName = (typeof VERSION_1)[number][1] | (typeof VERSION_2)[number][1];

const ENDS: ReadonlySet<string> = new Set(['JUMP', 'RETURN', 'RETURN_NIL', 'NON_LOCAL_RET']);

function opcodesOf(rows: readonly Row[], since: 1 | 2): Opcode[] {
  return rows.map(([code, name, operands, pops, pushes, extra = null]) => ({
    code,
    name: name as OpName,
    operands: operands === '' ? [] : (operands.split(' ') as OperandKind[]),
    pops,
    pushes,
    extra,
    since,
    ends: ENDS.has(name),
  }));
}

export const OPCODES: readonly Opcode[] = [...opcodesOf(VERSION_1, 1), ...opcodesOf(VERSION_2, 2)];

const byCode: (Opcode | undefined)[] = [];
for (const opcode of OPCODES) byCode[opcode.code] = opcode;
const byName = Object.fromEntries(OPCODES.map((opcode) => [opcode.name, opcode])) as Readonly<
  Record<OpName, Opcode>
>;

/** undefined for a byte that is no opcode in this version of the container. */
export function opcodeAt(code: number, version: 1 | 2): Opcode | undefined {
  const opcode = byCode[code];
  return opcode !== undefined && opcode.since <= version ? opcode : undefined;
}

export function opcodeOf(name: OpName): Opcode {
  return byName[name];
}

/** How many values it takes from the stack. */
export function popsOf(opcode: Opcode, operands: readonly number[]): number {
  if (opcode.extra === null) return opcode.pops;
  const last = operands.at(-1) ?? 0;
  return opcode.pops + (opcode.extra === 'pairs' ? 2 * last : last);
}
