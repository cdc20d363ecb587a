// Formats of printf, against that of bash.
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { printf } from './printf.ts';

const SCRIPT = `while (($#)); do printf -v out "$1" "$2" "$3"; printf '%s\\0' "$out"; shift 3; done`;

const FORMATS = ['', '%d', '%i', '%s', '%x', '%X', '%o', '%u', '%c', '%.2s', '%.3f', '%f'];
const FLAGS = ['', '-', '0', '+', '5', '-5', '05', '+5', '-05', '12'];
const NUMBERS = ['0', '7', '-7', '255', '9007199254740993', '-9223372036854775808', '42'];

// Bash has longer floats than JavaScript.
const FLOATS = ['0', '7', '-7', '1.5', '-0.125', '1234.5678'];

const cases = FORMATS.flatMap((format) =>
  FLAGS.flatMap((flags) =>
    (format.endsWith('f') ? FLOATS : NUMBERS).map(
      (number) => [`<${format.replace('%', `%${flags}`)}|%s>\\n`, number, 'a b'] as const,
    ),
  ),
);

it('prints what bash prints', () => {
  const printed = execFileSync('bash', ['-c', SCRIPT, 'bash', ...cases.flat()], {
    env: { ...process.env, LC_ALL: 'C' },
    encoding: 'utf8',
  }).split('\0');
  for (const [index, [format, ...values]] of cases.entries())
    expect([format, ...values, printf(format, values)]).toEqual([
      format,
      ...values,
      printed[index],
    ]);
});
