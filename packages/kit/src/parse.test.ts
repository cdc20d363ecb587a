// Whose word is whose: DESIGN section 4, "Options of rhachet and of the script", word by word and by chance.
import { describe, expect, it } from 'vitest';
import { defineCommand } from './contract.ts';
import { isFailure } from './failure.ts';
import type { OptionTable } from './option-table.ts';
import { type Parsed, parse } from './parse.ts';

const filters = {
  repo: { value: 'repo', help: '' },
  role: { short: 'r', value: 'role', help: '' },
} satisfies OptionTable;
const flags = { explain: { help: '' }, verbose: { short: 'v', help: '' } } satisfies OptionTable;
const main = () => ({});

/** The target is named by an option. */
const run = defineCommand({
  name: 'run',
  summary: '',
  options: {
    skill: { short: 's', value: 'skill', help: '' },
    init: { short: 'i', value: 'init', many: true, help: '' },
    ...filters,
    ...flags,
  },
  target: { options: ['skill', 'init'], filters: ['repo', 'role'] },
  main,
});
/** The target is the first word, and nothing behind it is ours. */
const rhx = defineCommand({
  name: 'rhx',
  summary: '',
  options: { ...filters, ...flags },
  words: [{ name: 'skill', help: '' }],
  target: {},
  main,
});
/** The target is the first word, and filters may follow. */
const send = defineCommand({ ...rhx, name: 'send', target: { filters: ['role'] } });
/** No target: words of its own only. */
const list = defineCommand({
  name: 'run list',
  summary: '',
  options: { ...filters, ...flags },
  words: [
    { name: 'pattern', help: '', optional: true },
    { name: 'other', help: '', optional: true },
  ],
  main,
});
/** An option that takes every word up to the next one, dashes or not. */
const init = defineCommand({
  name: 'init',
  summary: '',
  options: { roles: { value: 'role', many: 'words', help: '' }, ...flags },
  words: [{ name: 'word', help: '', optional: true }],
  main,
});
/** A value that may be left out. */
const mock = defineCommand({
  name: 'mock',
  summary: '',
  options: { mock: { short: 'm', value: 'file', optional: true, help: '' } },
  words: [{ name: 'word', help: '', optional: true }],
  main,
});
const commands = { run, rhx, send, list, init, mock };

type Row = [words: string[], options: Parsed['options'], rest?: string[], own?: string[]];

const rows: Record<keyof typeof commands, Row[]> = {
  mock: [
    [['--mock', 'x'], { mock: true }, [], ['x']],
    [['--mock=x'], { mock: 'x' }],
    [['--mock='], { mock: '' }],
    [['-m', 'x'], { mock: true }, [], ['x']],
    [['-mx'], { mock: 'x' }],
    [['--mock=x', '--mock'], { mock: true }],
  ],
  run: [
    [[], {}],
    [['--explain', '-v', '--json', '-h'], { explain: true, verbose: true, json: true, help: true }],
    // four ways to spell a value; an empty one and one that looks like an option are values too
    [['--skill', 'x'], { skill: 'x' }],
    [['--skill=x'], { skill: 'x' }],
    [['-s', 'x'], { skill: 'x' }],
    [['-sx'], { skill: 'x' }],
    [['--skill', ''], { skill: '' }],
    [['--skill='], { skill: '' }],
    [['--skill=a=b\n=c'], { skill: 'a=b\n=c' }],
    [['--skill', '--explain', '--explain'], { skill: '--explain' }, ['--explain']],
    [['--repo', '--skill', '--skill', 'x'], { repo: '--skill', skill: 'x' }],
    [['--repo', '--', '-s', 'x'], { repo: '--', skill: 'x' }],
    // repeated: the last wins, in front of the target and behind it
    [['--repo', 'a', '--repo=b', '-ra', '-r', 'b', '-sx'], { repo: 'b', role: 'b', skill: 'x' }],
    [['-r', 'a', '-sx', '-r', 'b', '--role=c'], { role: 'c', skill: 'x' }],
    [['--explain', '--explain', '-sx'], { explain: true, skill: 'x' }],
    // the first target ends our options
    [['-sx', '--skill', 'y'], { skill: 'x' }, ['--skill', 'y']],
    [['-ix', '--skill=y'], { init: ['x'] }, ['--skill=y']],
    [['-sx', '--json'], { skill: 'x' }, ['--json']],
    [['--json', '-sx', '-h'], { json: true, skill: 'x' }, ['-h']],
    // filters behind it, up to the first other word
    [['-sx', '--repo', 'a', 'y', '--repo', 'b'], { skill: 'x', repo: 'a' }, ['y', '--repo', 'b']],
    [['-sx', '-ra', '-v', '-rb'], { skill: 'x', role: 'a' }, ['-v', '-rb']],
    [['-sx', '', '-ra'], { skill: 'x' }, ['', '-ra']],
    [['-sx', '-', '-ra'], { skill: 'x' }, ['-', '-ra']],
    [['-sx', '--roles', 'a'], { skill: 'x' }, ['--roles', 'a']],
    [['-sx', '-ra', '--repo', '-h', '-h'], { skill: 'x', role: 'a', repo: '-h' }, ['-h']],
    // `--` ends the block early, once
    [['-sx', '--', '--repo', 'a'], { skill: 'x' }, ['--repo', 'a']],
    [['-sx', '-ra', '--', '-rb', '--'], { skill: 'x', role: 'a' }, ['-rb', '--']],
    [['-sx', '--', '--', 'y'], { skill: 'x' }, ['--', 'y']],
    [['-sx', 'y', '--', 'z'], { skill: 'x' }, ['y', '--', 'z']],
    [['-sx', '--'], { skill: 'x' }],
    [['--'], {}],
    // several inits: behind one only further ones and the filters are ours; to a skill `--init` means nothing
    [['--init', 'a', '-ib', '--init=c', '-i', 'a'], { init: ['a', 'b', 'c', 'a'] }],
    [
      ['-ia', '--repo', 'r', '-ib', '-rd', 'x', '-ic'],
      { init: ['a', 'b'], repo: 'r', role: 'd' },
      ['x', '-ic'],
    ],
    [['-ia', '-v', '-ib'], { init: ['a'] }, ['-v', '-ib']],
    [['-ia', '--', '-ib'], { init: ['a'] }, ['-ib']],
    [['-ia', '--init', '--json', '--json'], { init: ['a', '--json'] }, ['--json']],
    [['-sx', '-ia'], { skill: 'x' }, ['-ia']],
  ],
  rhx: [
    [['-v', '-ra', 'x', '-rb', '--json'], { verbose: true, role: 'a' }, ['-rb', '--json'], ['x']],
    [['x', 'list', '-s', '-i', '--', '-h'], {}, ['list', '-s', '-i', '--', '-h'], ['x']],
    [['--', '--explain', 'y'], {}, ['y'], ['--explain']],
    [['', 'y'], {}, ['y'], ['']],
    [['-', '-v'], {}, ['-v'], ['-']],
    [['--json'], { json: true }],
  ],
  send: [
    [['x', '-ra', '--repo', 'b'], { role: 'a' }, ['--repo', 'b'], ['x']],
    [['x', '--role=a', '--', '-rb'], { role: 'a' }, ['-rb'], ['x']],
    [['x', 'y', '-ra'], {}, ['y', '-ra'], ['x']],
  ],
  list: [
    [['a', '-v', 'b', '--json'], { verbose: true, json: true }, [], ['a', 'b']],
    [['', '-'], {}, [], ['', '-']],
    [['-v', '--', '-v', '--'], { verbose: true }, [], ['-v', '--']],
  ],
  init: [
    [['--roles', 'a', '+b', '-c', '-', '', 'd,-e'], { roles: ['a', '+b', '-c', '-', '', 'd,-e'] }],
    [['--roles', '-a', '--json', 'x'], { roles: ['-a'], json: true }, [], ['x']],
    // what spells an option of ours is one; what only begins like one is not
    [['--roles', 'a', '-v', 'x'], { roles: ['a'], verbose: true }, [], ['x']],
    [['--roles', '-vx', '-hx'], { roles: ['-vx', '-hx'] }],
    [['--roles=-v', 'x'], { roles: ['-v'] }, [], ['x']],
    [['--roles', 'a', '--', 'x'], { roles: ['a'] }, [], ['x']],
    [['--roles', 'a', '-v', '--roles', 'b', 'c'], { roles: ['a', 'b', 'c'], verbose: true }],
  ],
};

describe.each(Object.entries(commands))('%s', (name, command) => {
  it.each(rows[name as keyof typeof commands])('%j', (...[words, options, rest = [], own = []]) => {
    expect(parse(command, words)).toEqual({ options, words: own, rest });
  });
});

const LONG = '--rol=a\nvalue of two lines, much longer than the name';

it.each<[keyof typeof commands, string[], message: string, meant?: string]>([
  // a value is missing
  ['run', ['--skill'], '--skill needs a value: --skill <skill>'],
  ['run', ['--explain', '-s'], '--skill needs a value: --skill <skill>'],
  ['run', ['-sx', '-r'], '--role needs a value: --role <role>'],
  ['run', ['-sx', '-ra', '--repo'], '--repo needs a value: --repo <repo>'],
  ['init', ['--roles'], '--roles needs a value: --roles <role>'],
  ['init', ['--roles', '-v', 'a', 'b'], '--roles needs a value: --roles <role>'],
  // what begins with two dashes is never part of a list: it may be mistyped
  ['init', ['--roles', 'a', '--role'], 'unknown option --role of "init"', 'did you mean --roles? '],
  // a value too many
  ['run', ['--json=1'], '--json takes no value'],
  ['run', ['--explain='], '--explain takes no value'],
  // unknown options, and what is close to them
  ['run', ['--skil', 'x'], 'unknown option --skil of "run"', 'did you mean --skill? '],
  ['run', ['--SKILL=x'], 'unknown option --SKILL=x of "run"', 'did you mean --skill? '],
  ['run', [LONG], `unknown option ${LONG} of "run"`, 'did you mean --role? '],
  ['run', ['--jsno', '-sx'], 'unknown option --jsno of "run"', 'did you mean --json? '],
  ['run', ['--qqqqqqqqqq', '-sx'], 'unknown option --qqqqqqqqqq of "run"', ''],
  ['run', ['-vx'], 'unknown option -vx of "run"', ''],
  ['run', ['-xyz'], 'unknown option -xyz of "run"', ''],
  ['run', ['-🪨'], 'unknown option -🪨 of "run"', ''],
  ['run', ['--constructor'], 'unknown option --constructor of "run"', ''],
  ['run', ['--__proto__=x'], 'unknown option --__proto__=x of "run"', ''],
  ['list', ['a', '-s', 'x'], 'unknown option -s of "run list"', ''],
  // words too many
  ['run', ['x'], 'unexpected word "x" behind "run"'],
  ['run', [''], 'unexpected word "" behind "run"'],
  ['run', ['-'], 'unexpected word "-" behind "run"'],
  ['run', ['--', '--skill'], 'unexpected word "--skill" behind "run"'],
  ['list', ['a', 'b', 'c'], 'unexpected word "c" behind "run list"'],
])('%s refuses %j', (...[name, words, message, meant]) => {
  const command = commands[name];
  const help = `rhachet ${command.name} --help shows `;
  const hint = message.startsWith('unexpected')
    ? `${help}what it takes`
    : meant === undefined
      ? undefined
      : `${meant}${help}all of them`;
  expect(() => parse(command, words)).toThrow(
    expect.objectContaining({ name: 'RhachetFailure', code: 'USAGE', exit: 64, message, hint }),
  );
});

describe('by chance', () => {
  const SEED = Number(process.env.RHACHET_SEED ?? 1);
  let state = 0;
  const below = (count: number): number => (state = (state * 48271) % 2147483647) % count;
  const oneOf = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: below(most) }, make);
  const WORDS =
    '-- - --skill --skill=a -s -sa --init --init=b -i -ib --repo --repo=c --role -r -rd x';
  const MORE =
    '--json --json=1 -h -hx --explain --explain=1 -v --verbose --no --repox --rep -R --=x';
  const VALUES = ['x', '', '-', '--', '-r', '--skill', 'a b', '\n', '=', '🪨', '*', '--json'];
  const ANY = [...WORDS.split(' '), ...MORE.split(' '), ...VALUES];

  const valued = (name: 'repo' | 'role' | 'skill' | 'init', value: string): string[] => {
    const spelled = [[`--${name}`, value], [`--${name}=${value}`]];
    const short = name[0] ?? '';
    if (name !== 'repo') spelled.push([`-${short}`, value]);
    if (name !== 'repo' && value !== '') spelled.push([`-${short}${value}`]);
    return oneOf(spelled);
  };

  it('everything behind the first word that is no filter reaches the target untouched', () => {
    for (let round = 0; round < 3000; round += 1) {
      state = SEED * 10_000 + round + 1;
      const options: Parsed['options'] = {};
      const filter = (): string[] => {
        const name = oneOf(['repo', 'role'] as const);
        return valued(name, (options[name] = oneOf(VALUES)));
      };
      const flag = (): string[] => {
        const name = oneOf(['explain', 'verbose', 'json', 'help'] as const);
        options[name] = true;
        return [oneOf(name === 'verbose' ? ['-v', '--verbose'] : [`--${name}`])];
      };
      const front = some(4, () => oneOf([filter, flag])()).flat();
      const name = oneOf(['skill', 'init'] as const);
      const value = oneOf(VALUES);
      options[name] = name === 'skill' ? value : [value];
      const target = valued(name, value);
      const behind = some(4, filter).flat();
      const rest = some(6, () => oneOf(ANY));
      const ours =
        name === 'skill'
          ? /^(--(repo|role)(=.*)?|-r.*|--)$/s
          : /^(--(repo|role|init)(=.*)?|-[ri].*|--)$/s;
      const isFilter = ours.test(rest[0] ?? 'x');
      const words = [...front, ...target, ...behind, ...(isFilter ? ['--'] : []), ...rest];
      const note = `RHACHET_SEED=${SEED} round ${round}: ${JSON.stringify(words)}`;
      expect(parse(run, words), note).toEqual({ options, words: [], rest });
    }
  });

  it('never throws anything but a usage failure, and what it returns is the end of the words', () => {
    let parsed = 0;
    for (let round = 0; round < 4000; round += 1) {
      state = SEED * 10_000 + round + 1;
      const command = oneOf(Object.values(commands));
      const words = some(7, () => oneOf(ANY));
      const before = [...words];
      const note = `RHACHET_SEED=${SEED} round ${round}: ${command.name} ${JSON.stringify(words)}`;
      try {
        const { rest } = parse(command, words);
        parsed += 1;
        expect(rest, note).toEqual(words.slice(words.length - rest.length));
      } catch (error) {
        expect(isFailure(error) && error.exit, `${note} ${String(error)}`).toBe(64);
      }
      expect(words, note).toEqual(before);
    }
    // Both kinds are there in numbers: neither half of the check is idle.
    expect(parsed).toBeGreaterThan(400);
    expect(parsed).toBeLessThan(3600);
  });
});
