// A method that asks: whoever sends it from a terminal or a pipe is asked, nobody else can be.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bunPath } from '@rhachet/build';
import { afterAll, expect, it } from 'vitest';
import { openSpace } from './space.ts';

const dir = mkdtempSync(join(tmpdir(), 'rhachet-input-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
writeFileSync(
  join(dir, 'Host.trash'),
  [
    'Host subclass: Object',
    "  classMethod: greet [ | name | @ Console print: 'Welcome'. name := @ Console prompt: 'Name? '. ^ \"hello $name\" ]",
    "  classMethod: line [ | line | line := @ Console readLine. ^ (line ifNil: ['nothing']) ]",
    '  rawClassMethod: raw [ name=$(@ Console prompt: "Name? "); echo "raw $name" ]',
    '',
  ].join('\n'),
);

const main = join(import.meta.dirname, '../src/main.ts');
const words = [bunPath(), '--conditions=@rhachet/source', main, 'send', '--db', ':memory:'];
const SEND = `${words.map((word) => `'${word}'`).join(' ')} --classes '${dir}'`;

interface Ran {
  out: string;
  err: string;
}

/** `answers`: what is typed when that text has been seen on stderr; then the input ends. */
function shell(script: string, input: string, after = ''): Promise<Ran> {
  const child = spawn('bash', ['-c', `send() { ${SEND} "$@"; }; ${script}`], { stdio: 'pipe' });
  const ran = { out: '', err: '' };
  const type = (): void => {
    if (ran.err.includes(after) && child.stdin.writable) child.stdin.end(input);
  };
  child.stdout.on('data', (bytes: Buffer) => (ran.out += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => {
    ran.err += bytes.toString();
    type();
  });
  type();
  return new Promise((resolve) => child.once('close', () => resolve(ran)));
}

it('shows what was printed, and the question, before it waits', async () => {
  expect(await shell('send Host greet', 'Zoë\n', 'Name? ')).toEqual({
    out: 'Welcome\nhello Zoë\n',
    err: 'Name? ',
  });
});

it('leaves what follows the line to others; at the end there is nil', async () => {
  const { out } = await shell('send Host line; send Host line; cat; send Host line', 'a\nx\nb\nc');
  expect(out).toBe('a\nx\nb\ncnothing\n');
});

it('asks for a method in bash, which keeps the answer', async () => {
  expect(await shell('send Host raw', 'Ann\n', 'Name? ')).toEqual({
    out: 'raw Ann\n',
    err: 'Name? ',
  });
});

it('with --json prints nothing but that', async () => {
  const { out } = await shell('send --json Host greet', 'Ann\n', 'Name? ');
  expect(JSON.parse(out)).toMatchObject({ output: 'Welcome\n', value: 'hello Ann' });
});

it('is an error where nobody can be asked', async () => {
  const space = await openSpace();
  expect(await space.error('Console', 'readLine')).toMatch(
    /^1 FileError: nobody can be asked for a line here: .* rhachet send --db FILE/,
  );
  await space.close();
});
