// Conformance cases 83 to 89: errors, traits, bash in methods, profile lines. ≠: the older shell runtime differs.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSpace, type Space } from './space.ts';

const RISKY = `Risky subclass: Object
  instanceVars: value:5
  rawMethod: boom [ _throw MyErr "bad thing"; echo never ]
  method: caught [ ^ try: [@ self boom] catch: [:e | 'caught ' , e] ]
  method: fine [ ^ try: ['ok'] catch: [:e | 'caught'] ]
  method: through [ ^ @ self boom ]
  method: unknown [ ^ try: [@ self nosuch] catch: [:e | e] ]
  method: deep: n [ ^ @ self deep: n + 1 ]
  method: again [ ^ try: [@ self deep: 0] catch: [:e | e] ]
  rawMethod: cleans: file [ _ensure "echo cleaned >> '$file'"; echo done ]
  rawMethod: cleansAndFails: file [ _ensure "echo cleaned >> '$file'"; _throw MyErr "late" ]
  rawMethod: handled [ _on_error 'My*' handler; handler() { echo "handled $1: $2"; }; _throw MyErr "bad" ]
  rawMethod: popped [ _on_error MyErr 'echo never'; _pop_handler; _throw MyErr "bad" ]
  rawMethod: nested [ @ self through || echo "went on with $_ERROR_TYPE" ]
  rawMethod: status [ return 3 ]
  rawMethod: outer [ local x=$(@ self getValue); _ivar_set value $((x + 1)); @ self getValue ]
  method: mixed [ | x |
    x := 3
    echo "x is $x"
    x=5
    ^ x
  ]
  method: count [ ^ $(( value * 2 )) ]
  rawMethod: direct [
    pragma: direct
    v=7
  ]
  rawMethod: normal [ v=8 ]
  rawMethod: calls [ local v=1; @ self direct; echo "$v"; v=2; local x=$(@ self direct); echo "$v"; @ self normal; echo "$v" ]
  rawMethod: prints [ echo out; echo err >&2 ]
  method: talks [ @ Console print: 'hello'. @ Console error: 'oh'. ^ 'value' ]
`;

const CLASSES = {
  Risky: RISKY,
  Quiet: 'Quiet subclass: Object\n  include: Debuggable\n',
  Loud: `Loud subclass: Object
  include: Debuggable
  method: debug: text [ ^ 'own: ' , text ]
`,
  Base: "Base subclass: Object\n  method: hello [ ^ 'base' ]\n",
  Polite: "Polite trait\n  method: hello [ ^ 'trait' ]\n  classMethod: kind [ ^ 'polite' ]\n",
  Mixed: 'Mixed subclass: Base\n  include: Polite\n',
  Checks: `Checks subclass: TestCase
  method: testRight [ @ self assert: 2 + 2 equals: 4 ]
  method: testWrong [ @ self assert: 2 + 2 equals: 5 ]
  method: testSkipped [ @ self skip: 'not here' ]
  testMethod: inline [ @ self assertTrue: (1 < 2) ]
`,
};

let space: Space;
beforeAll(async () => {
  space = await openSpace({ classes: CLASSES });
});
afterAll(() => space.close());

const make = (name: string): Promise<string> => space.send(name, 'new');

describe('errors', () => {
  it('83 try:catch: runs the handler, with type and message', async () => {
    const risky = await make('Risky');
    expect(await space.send(risky, 'caught')).toBe('caught MyErr: bad thing');
    expect(await space.send(risky, 'fine')).toBe('ok');
    expect(await space.send(risky, 'unknown')).toContain('MessageNotUnderstood: ');
  });

  it('84 one that nobody catches ends the message, with the way there', async () => {
    const reply = await space.reply(await make('Risky'), 'through');
    expect(reply).toMatchObject({
      status: 1,
      value: '',
      error: { type: 'MyErr', message: 'bad thing' },
    });
    expect(reply.error?.trace).toEqual([
      'Risky.boom (Risky.trash:3)',
      'Risky.through (Risky.trash:6)',
    ]);
  });

  it('84 ≠ messages without an end are an error too', async () => {
    expect(await space.send(await make('Risky'), 'again')).toContain('DepthExceeded');
  });

  it('85 _ensure cleans up on both ways', async () => {
    const risky = await make('Risky');
    const log = join(space.directory, 'a log');
    expect(await space.send(risky, 'cleans:', log)).toBe('done');
    expect(readFileSync(log, 'utf8')).toBe('cleaned\n');
    rmSync(log);
    expect(await space.error(risky, 'cleansAndFails:', log)).toBe('1 MyErr: late');
    expect(readFileSync(log, 'utf8')).toBe('cleaned\n');
  });

  it('85 _on_error handles what is thrown, until _pop_handler', async () => {
    const risky = await make('Risky');
    expect(await space.send(risky, 'handled')).toBe('handled MyErr: bad');
    expect(await space.error(risky, 'popped')).toBe('1 MyErr: bad');
  });

  it('an error of a message inside bash is a status there', async () => {
    const reply = await space.reply(await make('Risky'), 'nested');
    expect(reply).toMatchObject({ status: 0, value: 'went on with MyErr' });
    expect(reply.errors).toBe('Error: bad thing\n');
  });

  it('a raw method that ends with a status is no error of the language', async () => {
    expect(await space.reply(await make('Risky'), 'status')).toMatchObject({
      status: 1,
      error: null,
    });
  });
});

describe('bash in methods', () => {
  it('raw methods read and write variables and send messages', async () => {
    const risky = await make('Risky');
    expect(await space.send(risky, 'outer')).toBe('6');
    expect(await space.send(risky, 'getValue')).toBe('6');
    expect(await space.send(risky, 'count')).toBe('12');
  });

  it('≠ a line of bash in a method shares its locals', async () => {
    expect(await space.send(await make('Risky'), 'mixed')).toBe('x is 3\n5');
  });

  it('87 pragma: direct changes a variable of its caller, ≠ and so do others; not in $(…)', async () => {
    expect(await space.send(await make('Risky'), 'calls')).toBe('7\n2\n8');
  });

  it('what is printed goes where it would in a shell', async () => {
    const risky = await make('Risky');
    expect(await space.reply(risky, 'prints')).toMatchObject({ value: 'out', errors: 'err\n' });
    expect(await space.reply(risky, 'talks')).toMatchObject({
      output: 'hello\n',
      errors: 'oh\n',
      value: 'value',
    });
  });
});

describe('traits', () => {
  it('86 Debuggable prints on stderr, and not with TRASH_DEBUG=0', async () => {
    const quiet = await make('Quiet');
    const { errors, value } = await space.reply(quiet, 'debug:', 'here');
    expect(errors).toMatch(
      /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] DEBUG \(quiet_[-0-9a-f]+\): here\n$/,
    );
    expect(value).toBe('');
    await space.send('Env', 'set:', 'TRASH_DEBUG', 'to:', '0');
    expect((await space.reply(quiet, 'debug:', 'here')).errors).toBe('');
    await space.send('Env', 'unset:', 'TRASH_DEBUG');
  });

  it('86 own methods come before those of a trait, and these before those above', async () => {
    expect(await space.send(await make('Loud'), 'debug:', 'x')).toBe('own: x');
    expect(await space.send(await make('Mixed'), 'hello')).toBe('trait');
    expect(await space.send('Mixed', 'kind')).toBe('polite');
  });
});

describe('tests in the language', () => {
  it('testMethod: and test… of a TestCase', async () => {
    const results = await space.tests('Checks');
    expect(results.map(({ name, failure, skipped }) => [name, failure === null, skipped])).toEqual([
      ['inline', true, null],
      ['testRight', true, null],
      ['testWrong', false, null],
      ['testSkipped', true, 'not here'],
    ]);
    expect(results[2]?.failure).toContain("'4' is not equal to '5'");
  });

  it('runAll says how many failed', async () => {
    const reply = await space.reply('Checks', 'runAll');
    expect(reply.error?.message).toBe('1 of 4 tests failed');
    expect(reply.output).toContain('not ok 3 - testWrong');
  });
});

describe('Console', () => {
  it.each([
    [['printf:', '%s: %d%%\\n', 'with:', 'a', 'and:', '7'], 'a: 7%\n'],
    [
      ['printf:', '%05.1f|%-4s|%4s|', 'with:', '2.26', 'and:', 'ab', 'and:', 'cd'],
      '002.3|ab  |  cd|',
    ],
    [['printf:', '%x %X', 'with:', '255', 'and:', '255'], 'ff FF'],
    [
      [
        'printf:',
        '%d|%+d|%5d|%-5d|%05d|%c',
        'with:',
        '-9223372036854775808',
        'and:',
        '7',
        'and:',
        '42',
      ],
      '-9223372036854775808|+7|   42|0    |00000|',
    ],
    [['hr:', '3'], '---\n'],
    [['write:', 'a'], 'a'],
    [['newline'], '\n'],
    [['print:', 'x', 'color:', 'red'], 'x\n'],
  ])('%j', async (words, output) => {
    expect((await space.reply('Console', ...words)).output).toBe(output);
  });

  it('refuses formats, widths and colours that are none', async () => {
    expect(await space.error('Console', 'printf:', '%q', 'with:', 'x')).toContain(
      "'%q' is no part",
    );
    expect(await space.error('Console', 'printf:', '%99999999d', 'with:', '1')).toContain(
      'no part',
    );
    expect(await space.error('Console', 'printf:', '%d', 'with:', 'x')).toContain('TypeError');
    expect(await space.error('Console', 'hr:', '-1')).toContain("cannot be '-1' wide");
    expect(await space.error('Console', 'print:', 'x', 'color:', 'mauve')).toContain("'mauve'");
  });
});
