// String, Json, Env, Time, File, Block, Shell and Trash, by messages as a shell sends them.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSpace, type Space } from './space.ts';

const PROBE = `Probe subclass: Object
  rawClassMethod: variable [ printf '%s' "\${MY_VAR-unset}" ]
  rawClassMethod: child [ bash -c 'printf %s "\${MY_VAR-unset}"' ]
  classMethod: seen [ ^ "$MY_VAR" ]
  rawClassMethod: sets [ @ Env set: MY_VAR to: inner; @ Probe variable ]
  rawClassMethod: setsAndReads [ @ Env set: MY_VAR to: own; echo "$MY_VAR"; ( @ Env set: MY_VAR to: sub; echo "$MY_VAR" ); @ Probe variable; echo " $MY_VAR" ]
  category: 'asking'
  method: answer [ ^ 42 ]
`;

let space: Space;
beforeAll(async () => {
  space = await openSpace({ classes: { Probe: PROBE }, environment: { MY_VAR: 'outer' } });
});
afterAll(() => space.close());

describe('String', () => {
  it.each([
    [['isEmpty:', ''], 'true'],
    [['notEmpty:', ''], 'false'],
    [['contains:', 'hello world', 'substring:', 'lo w'], 'true'],
    [['startsWith:', 'hello', 'prefix:', 'he'], 'true'],
    [['endsWith:', 'hello', 'suffix:', 'he'], 'false'],
    [['equals:', '1', 'to:', '01'], 'false'],
    [['trimPrefix:', '*/', 'from:', '/a/b/c.txt'], 'c.txt'],
    [['trimShortPrefix:', '*/', 'from:', '/a/b/c.txt'], 'a/b/c.txt'],
    [['trimSuffix:', '.*', 'from:', 'a.tar.gz'], 'a'],
    [['trimShortSuffix:', '.*', 'from:', 'a.tar.gz'], 'a.tar'],
    [['trimSuffix:', '.trash', 'from:', 'Counter.trash'], 'Counter'],
    [['trimPrefix:', '[!a-c]?', 'from:', 'xyz'], 'z'],
    [['replace:', 'o', 'with:', '0', 'in:', 'foo boo'], 'f0o boo'],
    [['replaceAll:', 'o', 'with:', '$&', 'in:', 'foo'], 'f$&$&'],
    [['replaceAll:', '[0-9]', 'with:', '#', 'in:', 'a1b22'], 'a#b##'],
    [['replaceAll:', '', 'with:', 'x', 'in:', 'ab'], 'ab'],
    [['substring:', 'hello', 'from:', '1', 'length:', '3'], 'ell'],
    [['substring:', 'hello', 'from:', '-3', 'length:', '2'], 'll'],
    [['length:', 'añ😀'], '3'],
    [['suffix:', 'counter_12345678', 'length:', '4'], '5678'],
    [['suffix:', 'ab', 'length:', '4'], 'ab'],
    [['uppercase:', 'aé'], 'AÉ'],
    [['lowercase:', 'AÉ'], 'aé'],
    [['split:', 'a,b,c', 'on:', ','], 'a\nb\nc'],
    [['splitToArray:', 'a,b', 'on:', ','], '["a","b"]'],
    [['splitToArray:', '', 'on:', ','], '[]'],
    [['before:', '=', 'in:', 'k=v=w'], 'k'],
    [['after:', '=', 'in:', 'k=v=w'], 'v=w'],
    [['after:', '=', 'in:', 'none'], 'none'],
    [['firstLine:', 'a\nb'], 'a'],
    [['concat:', 'a', 'with:', 'b'], 'ab'],
    [['concat:', 'a', 'with:', 'b', 'with:', 'c'], 'abc'],
    [['join:', ', ', 'values:', '["a","b"]'], 'a, b'],
    [['join:', '-', 'values:', 'a b c'], 'a-b-c'],
    [['repeat:', 'ab', 'times:', '3'], 'ababab'],
    [['trim:', ' \t a b \n'], 'a b'],
    [['trimLeft:', '  a '], 'a '],
    [['trimRight:', ' a  '], ' a'],
    [['jsonPath:', 'a.b[1]', 'from:', '{"a":{"b":[1,2]}}'], '2'],
    [['isJson:', '{"a":[1,{}]}'], 'true'],
    [['isJson:', '{"a":}'], 'false'],
  ])('%j is %j', async (words, value) => {
    expect(await space.send('String', ...words)).toBe(value);
  });

  it('refuses lengths that are none, and texts that are too long', async () => {
    expect(await space.error('String', 'repeat:', 'x', 'times:', '-1')).toContain(
      "1 InvalidArgument: how often is a whole number from 0, not '-1'",
    );
    expect(await space.error('String', 'repeat:', 'xx', 'times:', '99999999999')).toContain(
      'more than 67108864 characters',
    );
    expect(await space.error('String', 'suffix:', 'x', 'length:', 'all')).toContain('TypeError');
  });

  it('patterns take no longer than text times pattern', async () => {
    const text = 'a'.repeat(2000);
    const words = ['String', 'trimPrefix:', `${'*a'.repeat(40)}b`, 'from:', text];
    expect(await space.send(...words)).toBe(text);
  });
});

describe('Json', () => {
  it('builds an object and a list step by step', async () => {
    const object = await space.send('Json', 'object');
    expect(await space.send(object, 'at:', 'name', 'put:', '42')).toBe(object);
    await space.send(object, 'at:', 'n', 'putNumber:', '1.5');
    await space.send(object, 'at:', 'yes', 'putBool:', 'true');
    await space.send(object, 'at:', '__proto__', 'putJson:', '{"b":[null]}');
    expect(await space.send(object, 'build')).toBe(
      '{"name":"42","n":1.5,"yes":true,"__proto__":{"b":[null]}}',
    );
    const list = await space.send('Json', 'array');
    await space.send(list, 'push:', 'a "quote"');
    await space.send(list, 'pushNumber:', '-3');
    await space.send(list, 'pushJson:', '{}');
    await space.send(list, 'pushBool:', 'false');
    expect(await space.send(list, 'asString')).toBe('["a \\"quote\\"",-3,{},false]');
    expect(await space.send('Json', 'key:', 'k', 'value:', 'v')).toBe('{"k":"v"}');
  });

  it.each([
    ['{"a":1,}', 'a key in double quotes is missing at line 1, column 8'],
    ['{"a" 1}', "':' is missing at line 1, column 6"],
    ['[1,\n 2,, 3]', "',' is unexpected at line 2, column 4"],
    ['[1 2]', "',' or ']' is missing at line 1, column 4"],
    ['{"a":[1}', "',' or ']' is missing at line 1, column 8"],
    ['[01]', "',' or ']' is missing at line 1, column 3"],
    ['"a', "'\"' is unexpected at line 1, column 1"],
    ['', 'it ends too early at line 1, column 1'],
    ['1 x', "'x' is too much at line 1, column 3"],
    ['['.repeat(100_000), 'there are more than 500 levels at line 1, column 502'],
  ])('says where %.20s is wrong', async (text, message) => {
    expect(await space.error('Json', 'parse:', text)).toBe(
      `1 InvalidArgument: that is not JSON: ${message}`,
    );
    expect(await space.send('Json', 'isValid:', text)).toBe('false');
  });

  it('agrees with the JSON of the engine on what is JSON', async () => {
    const pieces = ['{', '}', '[', ']', ',', ':', '"a"', '"\\u00e9"', '1', '-0.5e3', 'null', ' '];
    let seed = 7;
    const next = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31);
    for (let round = 0; round < 300; round++) {
      const text = Array.from({ length: 1 + (next() % 9) }, () => pieces[next() % 12]).join('');
      const valid = await space.send('Json', 'isValid:', text);
      expect(`${text} ${valid}`).toBe(`${text} ${isJson(text)}`);
    }
  });

  it('reads by path, shows with lines, refuses what is no number', async () => {
    expect(await space.send('Json', 'at:', 'a[0].b', 'from:', '{"a":[{"b":7}]}')).toBe('7');
    expect(await space.send('Json', 'pretty:', '{"a":1}')).toBe('{\n  "a": 1\n}');
    const list = await space.send('Json', 'array');
    expect(await space.error(list, 'pushNumber:', 'x')).toBe("1 TypeError: 'x' is not a number");
    expect(await space.error(list, 'pushNumber:', '')).toBe("1 TypeError: '' is not a number");
    expect(await space.error(list, 'pushBool:', 'yes')).toContain('neither true nor false');
    expect(await space.error(list, 'pushJson:', '{')).toContain('line 1, column 2');
  });
});

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('88 Env', () => {
  it('gets, sets, has and unsets; bash sees it, and so do its children', async () => {
    expect(await space.send('Env', 'get:', 'MY_VAR')).toBe('outer');
    expect(await space.send('Probe', 'variable')).toBe('outer');
    expect(await space.send('Env', 'set:', 'MY_VAR', 'to:', 'a "b" $c\n')).toBe('');
    expect(await space.send('Env', 'has:', 'MY_VAR')).toBe('true');
    expect(await space.reply('Probe', 'child')).toMatchObject({ value: 'a "b" $c' });
    expect(await space.reply('Probe', 'seen')).toMatchObject({ value: 'a "b" $c\n' });
    expect(await space.send('Probe', 'sets')).toBe('inner');
    expect(await space.send('Probe', 'setsAndReads')).toBe('own\nsub\nsub\n sub');
    await space.send('Env', 'unset:', 'MY_VAR');
    expect(await space.send('Env', 'has:', 'MY_VAR')).toBe('false');
    expect(await space.send('Env', 'get:', 'MY_VAR')).toBe('');
    expect(await space.send('Probe', 'variable')).toBe('unset');
    expect(await space.send('Env', 'get:', 'MY_VAR', 'default:', 'd')).toBe('d');
    await space.send('Env', 'set:', 'MY_VAR', 'to:', '');
    expect(await space.send('Env', 'has:', 'MY_VAR')).toBe('true');
    expect(await space.send('Env', 'hasNonEmpty:', 'MY_VAR')).toBe('false');
  });

  it('finds programs in PATH, which can grow', async () => {
    expect(await space.send('Env', 'which:', 'sh')).toMatch(/\/sh$/);
    expect(await space.send('Env', 'which:', 'no-such-program')).toBe('');
    expect(await space.send('Env', 'hasExecutable:', 'no-such-program')).toBe('false');
    await space.send('Env', 'addToPath:', '/first');
    await space.send('Env', 'appendToPath:', '/last');
    const parts = JSON.parse(await space.send('Env', 'pathComponents')) as string[];
    expect([parts[0], parts.at(-1)]).toEqual(['/first', '/last']);
  });

  it('knows the usual places, and refuses names that are none', async () => {
    expect(await space.send('Env', 'home')).toBe(process.env.HOME);
    expect(await space.send('Env', 'editor')).toBe('vi');
    expect(await space.send('Env', 'cwd')).toBe(process.cwd());
    expect(JSON.parse(await space.send('Env', 'allWithPrefix:', 'MY_'))).toHaveProperty('MY_VAR');
    expect(await space.error('Env', 'set:', 'A=B', 'to:', 'c')).toBe(
      "1 InvalidArgument: 'A=B' cannot be the name of a variable",
    );
    expect(await space.error('Env', 'get:', 'x[$(touch /tmp/x)]')).toContain('cannot be the name');
  });
});

describe('Time', () => {
  const TIME = '1700000000';

  it.each([
    [['formatISO:', TIME], '2023-11-14T22:13:20Z'],
    [['format:', TIME, 'as:', '%s %% %j'], '1700000000 % 318'],
    [['from:', '10', 'to:', '25'], '15'],
    [['add:', '3600', 'to:', TIME], '1700003600'],
    [['subtract:', '3600', 'from:', TIME], '1699996400'],
    [['parse:', '2023-11-14T22:13:20Z', 'format:', '%Y-%m-%dT%H:%M:%S%z'], TIME],
    [['parse:', '2023-11-14 23:13 +0100', 'format:', '%F %R %z'], '1699999980'],
    [['parse:', TIME, 'format:', '%s'], TIME],
    [['parse:', 'Mar 5, 2024 1:02 PM Z', 'format:', '%b %e, %Y %I:%M %p %z'], '1709643720'],
  ])('%j is %s', async (words, value) => {
    expect(await space.send('Time', ...words)).toBe(value);
  });

  it('formats as date does', async () => {
    const format =
      '%Y %y %C %m %-m %d %e %_H %H %I %l %M %S %p %a %A %b %B %w %u %j %z %F %T %D %R';
    const parts = format.split(' ');
    await Promise.all(
      ['0', '951782400', '1709164800', '1719835200', '4102444799'].map(async (time) => {
        const words = parts.map((part) => `${part}=${part.slice(1)}`).join('|');
        const ours = await space.send('Time', 'format:', time, 'as:', words);
        const theirs = await space.send('Shell', 'exec:', `LC_ALL=C date -d @${time} '+${words}'`);
        expect(ours).toBe(theirs);
      }),
    );
  });

  it('takes components; days begin at midnight', async () => {
    const year = await space.send('Time', 'format:', TIME, 'as:', '%Y-%m');
    expect(`${await space.send('Time', 'yearOf:', TIME)}-11`).toBe(year);
    expect(await space.send('Time', 'weekdayOf:', TIME)).toMatch(/^[23]$/);
    const today = await space.send('Time', 'today');
    expect(await space.send('Time', 'format:', today, 'as:', '%T')).toBe('00:00:00');
    const [yesterday, tomorrow] = [
      await space.send('Time', 'yesterday'),
      await space.send('Time', 'tomorrow'),
    ];
    expect(Number(yesterday)).toBeLessThan(Number(today));
    expect(Number(tomorrow)).toBeGreaterThan(Number(today));
    expect(Number(await space.send('Time', 'now'))).toBeGreaterThanOrEqual(Number(today));
  });

  it('tells how long ago something was', async () => {
    const now = Number(await space.send('Time', 'now'));
    const ago = (seconds: number) => space.send('Time', 'formatRelative:', String(now - seconds));
    expect(await ago(300)).toBe('5 minutes ago');
    expect(await ago(7300)).toBe('2 hours ago');
    expect(await ago(200_000)).toBe('2 days ago');
    expect(await space.send('Time', 'sleepMillis:', '1')).toBe('');
  });

  it.each([
    [['format:', TIME, 'as:', '%q'], "'%q' is no part of a time format"],
    [['format:', TIME, 'as:', 'x%'], "'%' is no part of a time format"],
    [['format:', 'soon', 'as:', '%Y'], "'soon' is no time in seconds"],
    [['formatISO:', '9e99'], "'9e99' is no time in seconds"],
    [['parse:', '2024-02-30', 'format:', '%Y-%m-%d'], "there is no time '2024-02-30'"],
    [['parse:', 'tomorrow', 'format:', '%F'], "'tomorrow' is no time of the form '%F'"],
    [['parse:', '1', 'format:', '%j'], "'%j' is no part of a time format"],
    [['parse:', '1'.repeat(90), 'format:', '%d%d'.repeat(30)], "'%d' is there twice"],
    [['sleep:', '-1'], "cannot sleep '-1'"],
    [['sleep:', '1e9'], "cannot sleep '1e9'"],
  ])('refuses %j', async (words, message) => {
    expect(await space.error('Time', ...words)).toContain(`1 InvalidArgument: ${message}`);
  });
});

describe('File', () => {
  it('writes, reads, measures, copies, moves and removes', async () => {
    const path = join(space.directory, "it's a file.tar.gz");
    const file = await space.send('File', 'at:', path);
    expect(await space.send(file, 'exists')).toBe('false');
    await space.send(file, 'write:', 'a');
    await space.send(file, 'appendLine:', 'b');
    await space.send(file, 'append:', 'é');
    expect(await space.send(file, 'read')).toBe('ab\né');
    expect(readFileSync(path, 'utf8')).toBe('ab\né');
    expect(await space.send(file, 'size')).toBe('5');
    expect(await space.send(file, 'basename')).toBe("it's a file.tar.gz");
    expect(await space.send(file, 'stem')).toBe("it's a file.tar");
    expect(await space.send(file, 'extension')).toBe('gz');
    expect(await space.send(file, 'directory')).toBe(space.directory);
    expect(await space.send(file, 'printString')).toBe(`<File ${path}>`);
    expect(await space.send(file, 'info')).toBe(`Path: ${path}\nExists: true\nSize: 5 bytes`);
    await space.send(file, 'copyTo:', `${path}.copy`);
    await space.send(file, 'moveTo:', `${path}.moved`);
    expect(await space.send(file, 'path')).toBe(`${path}.moved`);
    expect(await space.send('File', 'isSame:', path, 'as:', `${path}.copy`)).toBe('false');
    expect(await space.send('File', 'read:', `${path}.copy`)).toBe('ab\né');
    await space.send(file, 'delete');
    expect(existsSync(`${path}.moved`)).toBe(false);
    expect(await space.send('File', 'delete:', `${path}.moved`)).toBe('');
  });

  it('tests paths', async () => {
    const path = join(space.directory, 'empty');
    writeFileSync(path, '');
    expect(await space.send('File', 'isFile:', path)).toBe('true');
    expect(await space.send('File', 'isEmpty:', path)).toBe('true');
    expect(await space.send('File', 'isDirectory:', space.directory)).toBe('true');
    expect(await space.send('File', 'isCharDevice:', '/dev/null')).toBe('true');
    expect(await space.send('File', 'isNewer:', path, 'than:', '/no/such')).toBe('true');
    expect(await space.send('File', 'isOlder:', path, 'than:', '/no/such')).toBe('false');
    const pipe = await space.send('File', 'mkfifo:', join(space.directory, 'pipe'));
    expect(await space.send(pipe, 'isFifo')).toBe('true');
    const made = await space.send('File', 'tempWithPrefix:', 'st-');
    expect(await space.send(made, 'basename')).toMatch(/^st-/);
    await space.send(made, 'delete');
  });

  it.each([
    [['read:', '/no/such'], "cannot read '/no/such': there is no such file"],
    [['read:', '/'], "cannot read '/': it is a directory"],
    [['read:', '/dev/zero'], "cannot read '/dev/zero': it has more than 67108864 bytes"],
    [
      ['write:', 'x', 'to:', '/no/such/file'],
      "cannot write '/no/such/file': there is no such file",
    ],
    [['modificationTime:', '/no/such'], "cannot look at '/no/such': there is no such file"],
    [
      ['mkfifo:', '/no/such/pipe'],
      "cannot make the pipe '/no/such/pipe': No such file or directory",
    ],
  ])('says why %j cannot be', async (words, message) => {
    expect(await space.error('File', ...words)).toBe(`1 FileError: ${message}`);
  });
});

describe('Block', () => {
  it('keeps code of bash, its parameters and what it remembers', async () => {
    const words = ['params:', '["x","y"]', 'code:', 'echo "$((x * y + more))"'];
    const block = await space.send('Block', ...words, 'captured:', '{"more":1}');
    expect(await space.send(block, 'valueWith:', '6', 'and:', '7')).toBe('43');
    expect(await space.send(block, 'numArgs')).toBe('2');
    await space.open();
    expect(await space.send(block, 'valueWith:', '2', 'and:', '3')).toBe('7');
  });

  it('runs as the object that made it', async () => {
    const counter = await space.send('Counter', 'new');
    const captured = JSON.stringify({ _RECEIVER: counter });
    const words = ['params:', '[]', 'code:', '@ "$_RECEIVER" increment', 'captured:', captured];
    const block = await space.send('Block', ...words);
    expect(await space.send(block, 'value')).toBe('1');
    expect(await space.send(counter, 'getValue')).toBe('1');
  });

  it('refuses what is no list of parameters', async () => {
    const words = ['params:', '[x', 'code:', '', 'captured:', ''];
    expect(await space.error('Block', ...words)).toContain('that is not JSON');
  });
});

describe('Shell', () => {
  it.each([
    [['exec:', 'echo a; echo b'], 'a\nb'],
    [['exitCode:', 'exit 3'], '3'],
    [['succeeds:', 'true'], 'true'],
    [['fails:', 'exit 3'], 'true'],
    [['silent:', 'echo x'], ''],
    [['execErr:', 'echo out; echo err >&2'], 'err'],
    [['execAll:', 'echo out; echo err >&2'], 'out\nerr'],
    [['exec:', 'tr a-z A-Z', 'withInput:', "it's"], "IT'S"],
    [['exec:', 'printf "b\\na\\n"', 'pipeTo:', 'sort'], 'a\nb'],
    [['if:', 'exit 1', 'then:', 'echo yes'], ''],
    [['unless:', 'exit 1', 'then:', 'echo yes'], 'yes'],
  ])('%j prints %j', async (words, value) => {
    expect(await space.send('Shell', ...words)).toBe(value);
  });
});

describe('Trash', () => {
  it('knows the classes, their methods and their files', async () => {
    expect(await space.send('Trash', 'version')).toContain('Trash System');
    const classes = (await space.send('Trash', 'listObjects')).split('\n');
    expect(classes).toEqual(expect.arrayContaining(['Counter', 'Probe', 'String']));
    expect(classes).not.toContain('Debuggable');
    expect(await space.send('Trash', 'classes')).toBe(classes.join('\n'));
    expect((await space.send('Trash', 'listTraits')).split('\n')).toContain('Debuggable');
    expect(await space.send('Trash', 'methodsFor:', 'Probe')).toBe(
      'Methods for Probe:\n  answer\nClass methods for Probe:\n  child\n  seen\n  sets\n  setsAndReads\n  variable',
    );
    expect(await space.send('Trash', 'sourceFor:', 'Probe')).toBe(PROBE.trimEnd());
    const hash = createHash('sha256').update(PROBE).digest('hex');
    expect(await space.send('Trash', 'hashFor:', 'Probe')).toBe(hash);
    expect(await space.send('Trash', 'hierarchyFor:', 'Probe')).toBe('Probe\n  Object');
    expect(await space.send('Trash', 'categoriesFor:', 'Probe')).toBe('asking');
    expect(await space.send('Trash', 'methodsIn:', 'Probe', 'category:', 'asking')).toBe('answer');
  });

  it('reads a class anew when its file has changed, or when it is told to', async () => {
    const probe = await space.send('Probe', 'new');
    expect(await space.send(probe, 'answer')).toBe('42');
    space.write('Probe', PROBE.replace('42', '43'));
    expect(await space.send(probe, 'answer')).toBe('43');
    expect(await space.send('Trash', 'reload:', 'Probe')).toBe('Probe reloaded');
    expect(await space.send(probe, 'answer')).toBe('43');
  });

  it('says what is not there', async () => {
    expect(await space.error('Trash', 'sourceFor:', 'Counter')).toBe(
      '1 NotFound: Counter is built in: there is no file of it',
    );
    expect(await space.error('Trash', 'methodsFor:', 'Nope')).toContain('Unknown class: Nope');
    expect(await space.error('Trash', 'reload:', 'Nope')).toContain('Unknown class: Nope');
  });
});
