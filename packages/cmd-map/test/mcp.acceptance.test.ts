// `map serve --mcp` of the packed program, asked by the client of the official library, on both engines.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { installedBin, makeRepo, type Repo, run } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const rhachet = installedBin('rhachet');
const ENGINES: Record<string, Record<string, string>> = {
  Bun: {},
  Node: { RHACHET_ENGINE: 'node' },
};

interface ToolAnswer {
  isError?: boolean;
  structuredContent?: Record<string, unknown>;
  content: { type: string; text: string }[];
}

let repo: Repo;
beforeAll(() => {
  repo = makeRepo({
    'src/math.jan':
      'module math;\npub func add(x: i32, y: i32) -> i32 { }\npub func add(x: f64, y: f64) -> f64 { }\n',
    '.agent/repo=.this/role=any/skills/hello.sh': '#!/bin/sh\n',
  });
});
afterAll(() => repo.remove());

describe.each(Object.entries(ENGINES))('on %s', (_name, engine) => {
  const env = { ...(process.env as Record<string, string>), ...engine };

  async function withClient(
    words: string[],
    work: (
      call: (name: string, params: object) => Promise<ToolAnswer>,
      client: Client,
    ) => Promise<void>,
  ): Promise<void> {
    const client = new Client({ name: 'test', version: '1.0.0' });
    const args = ['map', 'serve', '--mcp', ...words];
    await client.connect(new StdioClientTransport({ command: rhachet, args, cwd: repo.dir, env }));
    const call = async (name: string, params: object): Promise<ToolAnswer> =>
      (await client.callTool({ name, arguments: { ...params } })) as ToolAnswer;
    try {
      await work(call, client);
    } finally {
      await client.close();
    }
  }

  it('the tools, and what the command line answers', async () => {
    await withClient(['--source', 'src'], async (call, client) => {
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toEqual([
        'dispatch_query',
        'dispatch_trace',
        'dispatch_whatif',
      ]);
      for (const [name, words, params] of [
        ['dispatch_query', ['query', 'add'], { symbol: 'add' }],
        [
          'dispatch_trace',
          ['trace', 'add(i32, 2.5)'],
          { call: { symbol: 'add', args: ['i32', '2.5'] } },
        ],
        [
          'dispatch_whatif',
          ['whatif', 'add(i32, i32)'],
          { call: { symbol: 'add', args: ['i32', 'i32'] } },
        ],
      ] as const) {
        const answer = await call(name, params);
        const { stdout } = await run([rhachet, 'map', ...words, '-s', 'src', '--json'], {
          cwd: repo.dir,
          env,
        });
        expect(answer.structuredContent).toEqual(JSON.parse(stdout));
        expect(answer.content).toEqual([{ type: 'text', text: stdout.trim() }]);
      }
      const dotted = await call('dispatch.query', { symbol: 'add', module: 'math' });
      expect(dotted.structuredContent).toMatchObject({ symbol: 'add', module: 'math' });
      const assumed = await call('dispatch_whatif', {
        call: { symbol: 'add', args: ['Big', 'Big'] },
        assume: { types: [{ name: 'Big' }], overloads: ['add(Big, Big) -> Big'] },
      });
      expect(assumed.structuredContent).toMatchObject({ outcome: { status: 'resolved' } });
    });
  });

  it('tables, without any source', async () => {
    await withClient([], async (call) => {
      const skills = await call('dispatch_query', { symbol: 'hello', module: 'rhachet.skills' });
      expect(skills.structuredContent).toMatchObject({
        family: [{ signature: 'hello(repo=.this, role=any)' }],
      });
      const traced = await call('dispatch_trace', {
        call: { symbol: 'hello', args: ['role=nobody'] },
        context: { module: 'rhachet.skills' },
      });
      expect(traced.structuredContent).toMatchObject({ error: { code: 'E0020' } });
      const source = await call('dispatch_query', { symbol: 'add' });
      expect(source.isError).toBe(true);
      expect(source.content[0]?.text).toContain('no --source is given');
    });
  });

  it.each([
    ['dispatch_query', { symbol: 'ad' }, 'did_you_mean'],
    ['dispatch_query', { symbl: 'add' }, 'params has no "symbl"'],
    ['dispatch_trace', {}, 'call is no object'],
    ['dispatch_query', { symbol: 'helo', module: 'rhachet.skills' }, 'hello'],
    ['dispatch_query', { symbol: 'x', module: 'rhachet.skils' }, 'rhachet.skills'],
    ['dispatch_trace', { call: { symbol: 'rhachet.skills.x', args: ['i32'] } }, 'no argument of'],
  ])('%s %j is told to the model', async (name, params, said) => {
    await withClient(['--source', 'src'], async (call) => {
      const answer = await call(name, params);
      expect(answer.isError).toBe(true);
      expect(answer.content[0]?.text).toContain(said);
      await expect(call('rm', {})).rejects.toThrow('there is no tool rm');
    });
  });

  it('stdout holds messages alone, whatever is sent; the end of stdin is the end', async () => {
    const words = [rhachet, 'map', 'serve', '--mcp', '--source', 'src'];
    const ask = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}\n';
    const { code, stdout, stderr } = await run(words, {
      cwd: repo.dir,
      env,
      input: `nonsense\n{}\n${ask}`,
    });
    expect(code).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { id: number }).id),
    ).toEqual([1]);
    expect(stderr).toContain('rhachet: ');
    const large = await run(words, { cwd: repo.dir, env, input: 'x'.repeat(5_000_000) });
    expect(large).toMatchObject({ code: 65, stdout: '' });
  });

  it.each([
    ['SIGTERM', 0],
    ['SIGINT', 130],
  ] as const)('%s ends it with %d', async (signal, exit) => {
    const child = spawn(rhachet, ['map', 'serve', '--mcp', '--source', 'src'], {
      cwd: repo.dir,
      env,
    });
    child.stdin.write('{"jsonrpc":"2.0","id":1,"method":"tools/list"}\n');
    await once(child.stdout, 'data');
    const ended = once(child, 'exit');
    child.kill(signal);
    expect(await ended).toEqual([exit, null]);
  });

  it('options of HTTP are refused', async () => {
    const words = [rhachet, 'map', 'serve', '--mcp', '--port', '1'];
    const { code, stderr } = await run(words, { cwd: repo.dir, env });
    expect(code).toBe(64);
    expect(stderr).toContain('--port is for HTTP, --mcp for stdin and stdout');
  });
});
