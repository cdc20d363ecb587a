// act of the packed program: a model fills in the arguments of a skill, with models behind real HTTP, on both engines.
import { readFileSync } from 'node:fs';
import { openTerminal, until } from '@rhachet/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrainRepo, ENGINES, makeBrainRepo, rhachet, ROLE, saying } from './brain.fixture.ts';

let repo: BrainRepo;
beforeAll(async () => {
  repo = await makeBrainRepo();
  repo.write({
    [`${ROLE}/skills/count.sh`]: `#!/bin/sh
# Counts.
#
#   --of <what>  what is counted (required)
printf '{"of":"%s","skill":"%s"}' "$2" "$RHACHET_SKILL"
`,
    'input.json': '{"what":"sheep"}',
    'bad.json': '{\n "what": }',
  });
});
afterAll(() => repo.close());
afterEach(() => {
  repo.servers.openai.asked.length = 0;
  repo.servers.openai.replies.length = 0;
});

const ACT = ['act', '--role', 'clerk', '--skill', 'count', '--input', '{"what":"sheep"}'];
const valid = saying('{"of": "sheep"}');

describe.each(ENGINES)('on %s', (_name, engine) => {
  const call = (words: string[]) => repo.call(words, { env: engine });

  it('valid at once, with an input of the call and of a file', async () => {
    repo.servers.openai.replies.push(saying('Here:\n```json\n{"of": "sheep"}\n```'), valid);
    const { code, stdout } = await call(ACT);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      repo: '.this',
      role: 'clerk',
      skill: 'count',
      brain: 'local/m',
      input: { what: 'sheep' },
      arguments: { of: 'sheep' },
      tries: 1,
      exit: 0,
      result: { of: 'sheep', skill: 'count' },
      stderr: '',
      usage: { input: 50, cached: 0, output: 5 },
      cost: (50 * 2 + 5 * 10) / 1e6,
    });
    const file = await call([...ACT.slice(0, -1), '@input.json', '--output', 'out/one.json']);
    expect(file).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '🌊 output written to out/one.json\n',
    });
    expect(JSON.parse(readFileSync(repo.path('out/one.json'), 'utf8'))).toMatchObject({ exit: 0 });
  });

  it('invalid twice and then valid: three tries, each told what is wrong', async () => {
    const { replies, asked } = repo.servers.openai;
    replies.push(saying('I would say sheep.'), saying('{"what": "sheep"}'), valid);
    const { code, stdout, stderr } = await call(ACT);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ tries: 3, usage: { input: 150, output: 15 } });
    expect(stderr).toContain('try 1 of 3: it is not JSON');
    const last = JSON.stringify(asked[2]?.body.messages);
    expect(last).toContain('of is missing');
  });

  it('never valid: 65, and the last answer is shown; nothing was run', async () => {
    repo.servers.openai.replies.push(saying('no'), saying('no!'), saying('never\nshall I'));
    const { code, stdout, stderr } = await call(ACT);
    expect({ code, stdout }).toEqual({ code: 65, stdout: '' });
    expect(stderr).toContain('its last answer:\n  never\n  shall I\n');
  });

  it('the exit code of the skill is that of the call', async () => {
    repo.servers.openai.replies.push(saying('{}'));
    const { code, stdout } = await call(['act', '-r', 'clerk', '-s', 'fails', '-i', '1']);
    expect(code).toBe(7);
    expect(JSON.parse(stdout)).toMatchObject({ exit: 7, result: 'out\n', stderr: 'err\n' });
  });

  it('attempts beside each other: a file each, a table, the code of the first that failed', async () => {
    const { replies, asked } = repo.servers.openai;
    replies.push(valid, valid, saying('x'), saying('x'), saying('x'), valid);
    const words = [...ACT, '--output', 'out/many.json', '--attempts', '4', '--concurrency', '1'];
    const { code, stdout } = await call(words);
    expect(code).toBe(65);
    expect(stdout).toMatch(/^attempt {2}exit {2}tries {2}seconds {2}tokens {2}cost +result\n/);
    expect(stdout).toContain('3 of 4 succeeded\n');
    expect(asked).toHaveLength(6);
    for (const attempt of [1, 2, 4])
      expect(readFileSync(repo.path(`out/many.i${attempt}.json`), 'utf8')).toContain('"exit": 0');

    // All three are asked before the first is answered.
    asked.length = 0;
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    for (let n = 0; n < 3; n += 1) replies.push({ ...saying('{"of":', '"sheep"}'), gate });
    const going = call([...ACT, '--output', 'out/{{attempt}}.json', '--attempts', '3', '--json']);
    await until(() => asked.length === 3, 'three requests at once');
    open();
    const { stdout: json } = await going;
    expect(JSON.parse(json)).toMatchObject({
      attempts: [1, 2, 3].map((attempt) => ({ attempt, exit: 0, output: `out/${attempt}.json` })),
    });
  });

  it.each([
    [['act', '--skill', 'count', '--input', '1'], 64, '--role is required'],
    [['act', '-r', 'clerk', '--input', '1'], 64, '--skill is required'],
    [ACT.slice(0, -2), 64, '--input is required'],
    [[...ACT.slice(0, -1), '{'], 65, '--input: 1:2:'],
    [[...ACT.slice(0, -1), '@bad.json'], 65, 'bad.json: 2:10:'],
    [[...ACT.slice(0, -1), '@nowhere.json'], 66, 'nowhere.json'],
    [[...ACT, '--attempts', '2'], 64, '--attempts requires --output path'],
    [[...ACT, '--output', 'x', '--attempts', '0'], 64, 'whole number'],
    [[...ACT, '--concurrency', '2'], 64, '--attempts'],
    [['act', '-r', 'clerk', '-s', 'nope', '-i', '1'], 127, 'no skill "nope"'],
    [[...ACT, '--brain', 'nope'], 64, 'invalid brain format'],
  ] as const)('%j: %d', async (words, code, text) => {
    const result = await call([...words]);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toContain(text);
    expect(repo.servers.openai.asked).toEqual([]);
  });

  it('Ctrl-C stops all attempts', async () => {
    const { openai } = repo.servers;
    const before = openai.left();
    openai.replies.push({ text: ['{'], hangs: true }, { text: ['{'], hangs: true });
    const words = [...ACT, '--output', 'out/c.json', '--attempts', '2'];
    const env = Object.entries({ ...repo.env, ...engine }).map(([key, value]) => `${key}=${value}`);
    const terminal = openTerminal(['env', ...env, rhachet, ...words], { cwd: repo.dir });
    await until(() => openai.asked.length === 2, 'both requests');
    terminal.type('\u0003');
    expect(await terminal.ended).toBe(130);
    await until(() => openai.left() === before + 2, 'both requests to end');
  });
});
