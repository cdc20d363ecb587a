// docs/bytecode.md says what the code does: its table of opcodes and its example are checked.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../src/bytecode/hex.ts';
import { MAX_CALLS } from '../src/bytecode/limits.ts';
import { OPCODES, OPERAND_BYTES, type Opcode } from '../src/bytecode/opcodes.ts';
import { read } from '../src/bytecode/read.ts';
import { write } from '../src/bytecode/write.ts';
import { run } from './bytecode-host.ts';

const page = readFileSync(new URL('../docs/bytecode.md', import.meta.url), 'utf8');

function operandText(kind: Opcode['operands'][number]): string {
  if (kind === 'jump') return 'jump:i16';
  return `${kind}:u${8 * OPERAND_BYTES[kind]}`;
}

function popsText({ pops, extra, operands }: Opcode): string {
  const last = operands.at(-1) ?? '';
  const more = extra === null ? [] : [extra === 'pairs' ? `2 ${last}` : last];
  return [...(pops > 0 || more.length === 0 ? [String(pops)] : []), ...more].join(' + ');
}

describe('docs/bytecode.md', () => {
  it('has a row for each opcode, and no other', () => {
    const rows = page.match(/^\| `[0-9A-F]{2}` .*$/gm) ?? [];
    const expected = OPCODES.toSorted((a, b) => a.code - b.code).map((opcode) =>
      [
        `\`${opcode.code.toString(16).toUpperCase().padStart(2, '0')}\``,
        `\`${opcode.name}\``,
        opcode.operands.map(operandText).join(' '),
        `${popsText(opcode)} → ${opcode.pushes}`,
        String(opcode.since),
      ].join('|'),
    );
    const found = rows.map((row) =>
      row
        .split('|')
        .slice(1, 6)
        .map((cell) => cell.trim())
        .join('|'),
    );
    expect(found).toEqual(expected);
  });

  it('has an example that runs', () => {
    const [, example = ''] = /```text\n(.*?)```/s.exec(page) ?? [];
    const hex = example.replaceAll(/ {2,}.*$/gm, '').replaceAll(/\s/g, '');
    const chunk = read(bytesOf(hex));
    expect(run(chunk, 41)).toBe(42);
    expect(write(chunk)).toHaveLength(25);
    expect(page).toContain('in 25 bytes');
  });

  it('has the limits', () => {
    expect(page).toContain(MAX_CALLS.toLocaleString('en'));
  });
});
