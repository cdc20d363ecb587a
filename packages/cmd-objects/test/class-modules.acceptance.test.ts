// Classes in TypeScript beside the class files, as a user of the packed program has them: one-shot, and with a daemon that follows
// their files.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedBin, type Result, run } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const rhachet = installedBin('rhachet');
const tt = installedBin('tt');
const bash = join(tt, '../../@rhachet/cmd-objects/bash/trash.bash');

let dir: string;
let env: Record<string, string>;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'rhachet-modules-'));
  env = {
    TT_SOCKET: join(dir, 'tt.sock'),
    TT_BIN: tt,
    SQLITE_JSON_DB: join(dir, 'objects.db'),
    TRASHDIR: join(dir, 'classes'),
  };
  mkdirSync(join(dir, 'classes/lib'), { recursive: true });
  write('lib/rate.ts', 'export const rate: number = 2;\n');
});
afterAll(async () => {
  await call(tt, '--kill');
  rmSync(dir, { recursive: true });
});

const write = (name: string, text: string): void => {
  writeFileSync(join(dir, 'classes', name), text);
};
const call = (...words: string[]): Promise<Result> => run(words, { cwd: dir, env });
const send = (...words: string[]): Promise<Result> => call(rhachet, 'send', ...words);

const TILL = `import { textOf, TrashError, type ClassDefinition } from '@rhachet/cmd-objects';
import { rate } from './lib/rate.ts';

export default {
  name: 'Till',
  traits: ['Persistable'],
  variables: { sum: 0 },
  methods: {
    'add:': (self, [amount], space) => {
      const more = Number(textOf(amount));
      if (Number.isNaN(more)) throw new TrashError('Amount', 'no number: ' + textOf(amount));
      const sum = Number(textOf(space.getVariable(self, 'sum'))) + more * rate;
      space.setVariable(self, 'sum', sum);
      return sum;
    },
    'each:': (_self, [block], space) => space.send(block, 'value_', ['seen']),
    bug: () => {
      throw new RangeError('a bug of its author');
    },
    late: () => Promise.resolve(1) as never,
    shout: { bash: 'echo "\${1^^}"', parameters: ['text'] },
  },
} satisfies ClassDefinition;
`;

describe('a class in TypeScript', () => {
  it('answers, is kept in rows, and says where it runs', async () => {
    write('Till.ts', TILL);
    const { stdout } = await send('Till', 'new');
    const till = stdout.trim();
    expect((await send(till, 'add:', '4')).stdout).toBe('8\n');
    expect((await send(till, 'add:', '1')).stdout).toBe('10\n');
    expect((await call(tt, 'explain', 'Till', 'add:')).stdout).toContain('TypeScript: Till.ts');
  });

  it('what it throws is an error of the language, whatever it is', async () => {
    write(
      'Asker.trash',
      `Asker subclass: Object
  classMethod: ask: till [ ^ try: [ @ till add: 'x' ] catch: [:e | ^ e ] ]
  classMethod: bug: till [ ^ try: [ @ till bug ] catch: [:e | ^ e ] ]
  classMethod: late: till [ ^ try: [ @ till late ] catch: [:e | ^ e ] ]
  classMethod: leave: till [ @ till each: [:what | ^ what ]. ^ 'not left' ]
`,
    );
    const till = (await send('Till', 'new')).stdout.trim();
    const answers = await Promise.all(
      ['ask:', 'bug:', 'late:', 'leave:'].map((selector) => send('Asker', selector, till)),
    );
    expect(answers.map(({ stdout }) => stdout.trimEnd())).toEqual([
      'Amount: no number: x',
      'RangeError: a bug of its author',
      'TypeError: Till late is async: a method answers at once',
      'seen',
    ]);
  });

  it('lies over a class file of its name', async () => {
    write(
      'Over.trash',
      `Over subclass: Object
  include: Persistable
  instanceVars: name:'nobody'
  method: both [ ^ 'of the file' ]
  method: name [ ^ name ]
`,
    );
    write(
      'Over.js',
      "export default { name: 'Over', variables: { more: 1 }, methods: { both: () => 'of the module' } };\n",
    );
    const over = (await send('Over', 'new')).stdout.trim();
    const answers = [];
    for (const selector of ['both', 'name', 'getMore'])
      answers.push((await send(over, selector)).stdout.trimEnd());
    expect(answers).toEqual(['of the module', 'nobody', '1']);
  });

  it('one line says what is wrong with one', async () => {
    const wrong: Record<string, [text: string, message: string]> = {
      Syntax: ['export default {\n  name: }', 'line 2, column 9: Unexpected }'],
      Waits: ["await 1;\nexport default { name: 'Waits' };", 'it waits (await) while it is loaded'],
      Absent: ["import 'not-there';", "Cannot find package 'not-there'"],
      Unknown: ["import { nope } from '@rhachet/cmd-objects';\nnope;", "Export named 'nope'"],
      Nothing: ['export const x = 1;', 'it exports no class by default'],
      Other: ["export default { name: 'Till' };", 'its class is Till, not Other'],
      Odd: ["export default { name: 'Odd', methods: { a: 1 } };", 'methods: a is no method'],
      Throws: ["throw new Error('at start');", 'at start'],
    };
    for (const [name, [text, message]] of Object.entries(wrong)) {
      write(`${name}.ts`, text);
      const { code, stdout, stderr } = await send(name, 'new');
      expect({ name, code, stdout, lines: stderr.split('\n').length }).toMatchObject({
        ...{ name, code: 1, stdout: '' },
      });
      expect(stderr).toContain(`${name}.ts: ${message}`);
      rmSync(join(dir, 'classes', `${name}.ts`));
    }
  });

  it('is refused where others may write to it', async () => {
    write('Open.ts', "export default { name: 'Open', methods: {} };\n");
    chmodSync(join(dir, 'classes/Open.ts'), 0o666);
    expect((await send('Open', 'new')).stderr).toContain('may be written by anybody: chmod o-w');
    rmSync(join(dir, 'classes/Open.ts'));
  });

  it('on Node: one line that says so', async () => {
    const { code, stderr } = await run([rhachet, 'send', 'Till', 'new'], {
      cwd: dir,
      env: { ...env, RHACHET_ENGINE: 'node', TT_SOCKET: join(dir, 'none.sock') },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('Till.ts: classes in TypeScript need Bun, and this is Node');
  });

  it('a daemon finds it, and follows its file; a version that cannot be loaded is refused, and the old one stays', async () => {
    const version = (body: string): string =>
      `export default { name: 'Told', traits: ['Persistable'], ${body} };\n`;
    write('Told.ts', version("variables: { a: 1 }, methods: { say: () => 'one' }"));
    const script = `source "$1"; @ -v told Told new; @ "$told" say
      printf '%s' "$2" >"$TRASHDIR/Told.ts"; @ "$told" say; @ "$told" getB
      printf '%s' 'export default {' >"$TRASHDIR/Told.ts"; @ "$told" say`;
    const second = version("variables: { b: 2 }, methods: { say: () => 'two' }");
    const { stdout, stderr } = await call('bash', '-c', script, 'shell', bash, second);
    expect(stdout).toBe('one\ntwo\n2\ntwo\n');
    expect(stderr).toContain('Told.ts: line 1, column 16: ');
    expect(stderr).toContain('; version 2 stays');
    const inspect = async (what: string): Promise<unknown> =>
      JSON.parse((await call(tt, '--socket', env.TT_SOCKET ?? '', '--inspect', what)).stdout);
    const classes = (await inspect('classes')) as string[];
    expect(classes.filter((name) => ['Told', 'Till', 'rate', 'lib::rate'].includes(name))).toEqual([
      'Till',
      'Told',
    ]);
    expect(await inspect('plugins')).toMatchObject([
      { classes: ['Told'], version: 2, refused: expect.stringContaining('Told.ts') as string },
    ]);
  });
});
