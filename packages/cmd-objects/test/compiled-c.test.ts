// Class files compiled to C and loaded as plugins: random methods beside the interpreted ones, and a class in whole.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasTool } from '@rhachet/testing';
import { afterAll, expect, it } from 'vitest';
import { compared } from './compiled-c.ts';
import { randomCClass } from './random-c-methods.ts';

const dir = mkdtempSync(join(tmpdir(), 'rhachet-compiled-c-'));
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

it('random methods answer, fail and write the same', ({ skip }) => {
  if (!hasTool('gcc')) skip('gcc is not installed');
  const { expected, found, kinds } = compared(randomCClass(7, 40), dir);
  expect(found).toEqual(expected);
  expect(kinds.filter((kind) => kind === 'C: Random.so').length).toBeGreaterThan(25);
});

it('a class whose methods are C, of the file, and bash', ({ skip }) => {
  if (!hasTool('gcc')) skip('gcc is not installed');
  const { expected, found, kinds } = compared(
    `Account subclass: Object
  instanceVars: owner:'nobody' balance:0 list
  classInstanceVars: made:0
  alias: put: for: deposit:
  before: deposit: do: [ list := #(1 2) ]
  classMethod: count: n [ made := made + n. ^ made ]
  method: deposit: amount [
    (amount > 0) ifFalse: [^ 'nothing'].
    balance := balance + amount.
    ^ balance
  ]
  method: fromC: n [ ^ @ self told: (@ self deposit: n) ]
  method: text: n [ owner := '[1, 2]'. ^ owner ]
  method: number: n [ owner := '12'. ^ owner + n ]
  method: made: n [ @ Account count: n. ^ @ Account count: n ]
  method: parent: n [ ^ @ super isKindOf: Account ]
  method: nobody: n [ ^ @ n nope ]
  method: wrong: n [ ^ 'x' + n ]
  method: zero: n [ ^ n / (n - n) ]
  method: told: n [ ^ "told $n" ]
  rawMethod: shout: n [ echo "<$n>" ]
  method: loud: n [ ^ @ self shout: n ]
`,
    dir,
  );
  expect(found).toEqual(expected);
  expect(kinds.filter((kind) => kind === 'C: Account.so').length).toBe(10);
});
