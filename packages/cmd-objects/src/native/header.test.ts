import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasTool } from '@rhachet/testing';
import { execa } from 'execa';
import { afterAll, describe, expect, it } from 'vitest';
import { header } from './header.ts';
import { FUNCTION_NAMES } from './functions.ts';
import { API_VERSION, LAYOUTS, TYPES } from './interface.ts';

const dir = mkdtempSync(join(tmpdir(), 'rhachet-header-'));
afterAll(() => rmSync(dir, { recursive: true }));

const PROBE = `#include "libtrashtalk.h"
#include <stdio.h>
int main(void) {
    printf("%d %d", TT_API_VERSION, (int)TT_TYPE_ERROR);
${LAYOUTS.map(({ name }) => `    printf(" %d", (int)sizeof(${name}));`).join('\n')}
    return 0;
}
`;

const STRICT = ['-Wall', '-Wextra', '-Werror', '-pedantic'];

describe('libtrashtalk.h', () => {
  it.for([
    ['gcc', ['-std=c11']],
    ['g++', ['-x', 'c++', '-std=c++17']],
  ] as const)('compiles with %s, with our sizes', async ([compiler, flags], { skip }) => {
    if (!hasTool(compiler)) skip(`${compiler} is not installed`);
    writeFileSync(join(dir, 'libtrashtalk.h'), header());
    writeFileSync(join(dir, 'probe.c'), PROBE);
    const program = join(dir, compiler);
    await execa(compiler, [...STRICT, ...flags, '-o', program, 'probe.c'], { cwd: dir });
    const { stdout } = await execa(program);
    const sizes = LAYOUTS.map(({ size }) => size);
    expect(stdout.split(' ').map(Number)).toEqual([API_VERSION, TYPES.ERROR, ...sizes]);
  });

  it('declares each function of the plan', () => {
    const planned = [
      ...['RegisterClass', 'New', 'Lookup', 'GetIvar', 'SetIvar', 'Send', 'SendDirect'],
      ...['RegisterBlock', 'InvokeBlock', 'InvokeBlockDirect', 'Persist', 'Load', 'BashFallback'],
      ...['LookupBlock', 'Serialize', 'GetLastError'],
    ];
    expect(FUNCTION_NAMES).toEqual(expect.arrayContaining(planned.map((name) => `TT_${name}`)));
    expect(new Set(FUNCTION_NAMES).size).toBe(FUNCTION_NAMES.length);
  });
});
