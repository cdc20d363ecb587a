// `rhachet mcp` of the packed program, asked by the client of the official library, on both engines.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { installedBin, makeRepo, type Repo, run, until } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINES } from './brain.fixture.ts';

const rhachet = installedBin('rhachet');
const EXAMPLE = new URL('../../../examples/hello-repo/.agent', import.meta.url).pathname;

interface Answer {
  isError?: boolean;
  structuredContent?: Record<string, unknown>;
  content: { type: string; text: string }[];
}

let repo: Repo;
beforeAll(() => {
  repo = makeRepo();
  cpSync(EXAMPLE, repo.path('.agent'), { recursive: true });
  repo.write({
    '.agent/repo=acme/role=noisy/skills/noisy.sh':
      '#!/bin/sh\n# Prints everywhere.\necho \'{"jsonrpc":"2.0"}\'; echo err >&2; exit 7\n',
    '.agent/repo=acme/role=noisy/skills/say-hello.sh': '#!/bin/sh\necho other\n',
    '.agent/repo=acme/role=noisy/skills/twice/a.sh': '#!/bin/sh\n',
    '.agent/repo=acme/role=noisy/skills/twice/more/a.sh': '#!/bin/sh\n',
    '.agent/repo=acme/role=noisy/skills/unready.sh': { text: 'echo\n', mode: 0o644 },
    '.agent/repo=acme/role=noisy/skills/slow.sh':
      "#!/bin/sh\n# Waits.\ntrap 'echo > stopped; exit 0' TERM\necho > started\nsleep 100 & wait\n",
  });
});
afterAll(() => repo.remove());

describe.each(ENGINES)('on %s', (_name, engine) => {
  const env = { ...(process.env as Record<string, string>), ...engine };

  async function withClient(
    words: string[],
    work: (client: Client) => Promise<void>,
  ): Promise<void> {
    const client = new Client({ name: 'test', version: '1.0.0' });
    const args = ['mcp', ...words];
    await client.connect(
      new StdioClientTransport({ command: rhachet, args, cwd: repo.dir, env, stderr: 'ignore' }),
    );
    try {
      await work(client);
    } finally {
      await client.close();
    }
  }

  const call = async (client: Client, name: string, input: object): Promise<Answer> =>
    (await client.callTool({ name, arguments: { ...input } })) as Answer;

  it('lists the skills; two of one name bear their role, two of one role are offered by nobody', async () => {
    await withClient([], async (client) => {
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name).sort()).toEqual([
        '_this_any_say-hello',
        'acme_noisy_say-hello',
        'greet-all',
        'hook-decision',
        'noisy',
        'recent-files',
        'slow',
        'word-count',
      ]);
      const words = tools.find(({ name }) => name === 'word-count');
      expect(words?.description).toContain('Counts the words on stdin');
    });
    await withClient(['--role', 'any'], async (client) => {
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toContain('say-hello');
      expect(tools).toHaveLength(4);
    });
  });

  it('calls them: words, stdin, an exit code, and both outputs', async () => {
    await withClient([], async (client) => {
      const hello = await call(client, '_this_any_say-hello', { words: ['ann'] });
      expect(hello).toMatchObject({ content: [{ type: 'text', text: 'hello ann, from any\n' }] });
      expect(hello.isError).toBeUndefined();
      const counted = await call(client, 'word-count', { words: ['1'], stdin: 'a b b' });
      expect(counted.structuredContent).toEqual({ exit: 0, stdout: '2\tb\n', stderr: '' });
      const noisy = await call(client, 'noisy', {});
      expect(noisy).toMatchObject({
        isError: true,
        structuredContent: { exit: 7, stdout: '{"jsonrpc":"2.0"}\n', stderr: 'err\n' },
      });
      expect(noisy.content[0]?.text).toContain('exit code: 7');
    });
  });

  it('what cannot be called is explained as a result', async () => {
    await withClient([], async (client) => {
      const text = async (name: string, input: object): Promise<string> => {
        const answer = await call(client, name, input);
        expect(answer.isError).toBe(true);
        return answer.content[0]?.text ?? '';
      };
      expect(await text('nope', {})).toContain('there is no tool nope');
      expect(await text('a', {})).toContain('several of this name');
      expect(await text('unready', {})).toContain('chmod +x');
      expect(await text('noisy', { word: 1 })).toContain('there is no "word"');
      expect(await text('noisy', { words: [{}] })).toContain('not a text');
    });
  });

  it('a call that is cancelled ends the skill', async () => {
    await withClient([], async (client) => {
      for (const file of ['started', 'stopped']) rmSync(repo.path(file), { force: true });
      const stop = new AbortController();
      const going = client.callTool({ name: 'slow' }, undefined, { signal: stop.signal });
      await until(() => existsSync(repo.path('started')), 'the skill to start');
      stop.abort();
      await expect(going).rejects.toThrow();
      await until(() => existsSync(repo.path('stopped')), 'the skill to be stopped');
    });
  });

  it('SIGTERM ends it, and the skill that runs', async () => {
    for (const file of ['started', 'stopped']) rmSync(repo.path(file), { force: true });
    const child = spawn(rhachet, ['mcp'], { cwd: repo.dir, env });
    child.stdin.write(
      `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } } })}\n` +
        `${JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'slow' } })}\n`,
    );
    await until(() => existsSync(repo.path('started')), 'the skill to start');
    child.kill('SIGTERM');
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(0);
    await until(() => existsSync(repo.path('stopped')), 'the skill to be stopped');
  });

  it('stdout holds messages alone, also for what is no message; the end of stdin is the end', async () => {
    const child = spawn(rhachet, ['mcp'], { cwd: repo.dir, env });
    let out = '';
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    const request = (id: number, method: string, params: object): string =>
      `${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`;
    child.stdin.end(
      request(1, 'initialize', {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo: { name: 'x', version: '1' },
      }) +
        'not a message\n' +
        request(2, 'tools/call', { name: 'noisy', arguments: {} }),
    );
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(0);
    const ids = out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: number }).id);
    expect(ids).toEqual([1, 2]);
  });
});

it('a role that is not there, and no .agent/', async () => {
  expect(await run([rhachet, 'mcp', '--role', 'nobody'], { cwd: repo.dir })).toMatchObject({
    code: 127,
    stdout: '',
  });
  const empty = makeRepo();
  expect(await run([rhachet, 'mcp'], { cwd: empty.dir })).toMatchObject({ code: 127, stdout: '' });
  empty.remove();
});
