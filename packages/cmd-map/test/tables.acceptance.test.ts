// The program's own tables: what map says of a call is what run, roles and dispatch themselves decide, on both engines.
import { writeFileSync } from 'node:fs';
import { installedBin, makeRepo, type Repo, type Result, run } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, startServe } from './served.ts';

const rhachet = installedBin('rhachet');
const engines: Record<string, Record<string, string>> = {
  Bun: {},
  Node: { RHACHET_ENGINE: 'node' },
};

interface Told {
  status: string;
  selected?: string;
  candidates: { signature: string; location?: string; status: string; reason?: string }[];
  error?: object;
}

const skill = '#!/bin/sh\necho hi\n';
const thirdParty = `exports.default = {
  contract: 1, package: 'rhachet-cmd-fruits', version: '1.0.0', commands: [],
  tables: () => [{
    module: 'rhachet.fruits', summary: 'what grows', parameters: [{ name: 'farm', help: 'where' }],
    entries: () => [{ symbol: 'pear', args: { farm: 'north' }, name: 'north/pear' }],
    decide: () => ({ call: 'pear', status: 'resolved', selected: 'north/pear',
      candidates: [{ signature: 'north/pear', status: 'accepted' }] }),
  }],
};\n`;

let repo: Repo;
beforeAll(() => {
  repo = makeRepo({
    '.agent/repo=.this/role=any/skills/hello.sh': skill,
    '.agent/repo=acme/role=greeter/skills/hello.sh': skill,
    '.agent/repo=acme/role=greeter/skills/deep/hello': { text: 'a note', mode: 0o644 },
    '.agent/repo=acme/role=any/skills/alone.sh': skill,
    '.agent/repo=acme/role=any/inits/tools/set-up.sh': skill,
    'routes/registry.yaml': `orgs:
  FND:
    services:
      salesforce: { endpoint: 'http://127.0.0.1:9/sf', description: contacts and leads }
      hubspot: { endpoint: 'http://127.0.0.1:9/hs', description: mails and campaigns }
  OPS:
    services:
      salesforce: { endpoint: 'http://127.0.0.1:9/ops', description: tickets }
rules:
  - { pattern: 'campaign', org: FND, service: hubspot, priority: 2 }
  - { pattern: 'lead', org: FND, service: salesforce, priority: 1 }
  - { pattern: 'tie', org: FND, service: salesforce }
  - { pattern: 'tie', org: OPS, service: salesforce }
`,
    'map.yaml': 'overloads: [{ signature: add(i32) }]\n',
    'package.json': '{ "dependencies": { "rhachet-cmd-fruits": "1.0.0" } }',
    'node_modules/rhachet-cmd-fruits/package.json': '{ "name": "rhachet-cmd-fruits" }',
    'node_modules/rhachet-cmd-fruits/dist/command.json': JSON.stringify({
      contract: 1,
      package: 'rhachet-cmd-fruits',
      version: '1.0.0',
      commands: [],
      tables: [{ module: 'rhachet.fruits', summary: 'what grows', parameters: [] }],
    }),
    'node_modules/rhachet-cmd-fruits/dist/rhachet-cmd-fruits.jit.cjs': thirdParty,
  });
});
afterAll(() => repo.remove());

describe.each(Object.entries(engines))('on %s', (_name, env) => {
  const call = (...words: string[]): Promise<Result> =>
    run([rhachet, ...words], { cwd: repo.dir, env: { ...env, RHACHET_ROUTES: undefined } });
  const told = async (...words: string[]): Promise<Told> =>
    JSON.parse((await call(...words, '--json')).stdout) as Told;

  it('query lists what bears a name', async () => {
    const { stdout, code } = await call('map', 'query', 'hello', '--module', 'rhachet.skills');
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        'hello in rhachet.skills: 2 overloads',
        '├─ hello(repo=.this, role=any)  [runtime]',
        `│  └─ ${repo.path('.agent/repo=.this/role=any/skills/hello.sh')}`,
        '└─ hello(repo=acme, role=greeter)  [runtime]',
        `   └─ ${repo.path('.agent/repo=acme/role=greeter/skills/hello.sh')}\n`,
      ].join('\n'),
    );
    const services = await call('map', 'query', 'salesforce', '--module', 'rhachet.services');
    expect(services.stdout).toContain('salesforce(org=FND)  [runtime]');
    expect(services.stdout).toContain('salesforce(org=OPS)  [runtime]');
  });

  /** The same in all but the names of the candidates. */
  async function compare(
    own: string[],
    [table, site]: [string, string],
    rename: (signature: string) => string,
  ): Promise<void> {
    const theirs = JSON.parse((await call(...own)).stdout) as Told;
    const traced = await told('map', 'trace', site, '--module', table);
    const candidates = theirs.candidates.map((one) => ({
      ...one,
      signature: rename(one.signature),
    }));
    expect(traced.candidates).toEqual(candidates);
    expect(traced.error).toEqual(theirs.error);
    expect(traced.selected).toEqual(theirs.selected && rename(theirs.selected));
    const { outcome } = (await told('map', 'whatif', site, '--module', table)) as unknown as {
      outcome: Told;
    };
    expect(outcome.status).toBe(theirs.status);
    expect(outcome.error).toEqual(theirs.error);
    expect(outcome.selected).toEqual(traced.selected);
  }

  const target = (signature: string): string =>
    signature.replace(/^repo=(.*)\/role=(.*?)\/(?:skill|init)=(.*)$/, '$3(repo=$1, role=$2)');

  it.each([
    [['--skill', 'hello'], 'hello'],
    [['--skill', 'hello', '--role', 'any'], 'hello(role=any)'],
    [['--skill', 'hello', '--repo', 'acme'], 'hello(repo=acme)'],
    [['--skill', 'hello', '--repo', 'acme', '--role', 'any'], 'hello(repo=acme, role=any)'],
    [['--skill', 'nothing'], 'nothing()'],
    [['--init', 'tools/set-up'], 'tools/set-up'],
  ])('run --explain %j', async (words, site) => {
    const table = words[0] === '--init' ? 'rhachet.inits' : 'rhachet.skills';
    await compare(['run', '--explain', '--json', ...words], [table, site], target);
  });

  const service = (signature: string): string => signature.replace(/^(.*)\.(.*)$/, '$2(org=$1)');

  it.each([
    [['dispatch', 'plan a campaign for every lead'], 'plan a campaign for every lead'],
    [['dispatch', 'a tie'], 'a tie'],
    [['dispatch', 'FND.hubspot'], 'FND.hubspot'],
    [['dispatch-to', 'FND', 'salesforce'], 'salesforce(org=FND)'],
    [['dispatch-to', 'FND', 'nothing'], 'nothing(org=FND)'],
  ])('%j --explain', async (words, site) => {
    await compare([...words, '--explain', '--json'], ['rhachet.services', site], service);
  });

  it.each([
    ['any', 'E0021'],
    ['nobody', 'E0020'],
  ])('roles boot --role %s', async (role, code) => {
    const own = await call('roles', 'boot', '--role', role, '--json');
    const theirs = JSON.parse(own.stdout || own.stderr) as {
      error: { code: string; message: string };
    };
    const { error } = await told('map', 'trace', role, '--module', 'rhachet.roles');
    const { message } = error as { message: string };
    expect(error).toMatchObject({ code });
    expect(theirs.error.code).toBe(code);
    expect(theirs.error.message.replace(/:$/, '')).toBe(message);
    const one = await told('map', 'trace', 'greeter', '--module', 'rhachet.roles');
    expect(one.selected).toBe('greeter(repo=acme)');
  });

  it('a table of a third party', async () => {
    const { stdout, code } = await call('map', 'trace', 'rhachet.fruits.pear');
    expect(stdout).toContain('-> pear(farm=north)  [runtime, most specific]');
    expect(code).toBe(0);
  });

  it.each([
    [['query', 'helo', '--module', 'rhachet.skills'], 65, "no overload is named 'helo'"],
    [['trace', 'hello(rol=any)', '--module', 'rhachet.skills'], 65, 'has no parameter rol'],
    [['trace', 'x', '--module', 'rhachet.skils'], 65, 'did you mean rhachet.skills?'],
    [['query', 'x', '--module', 'rhachet.skills', '--source', '.'], 64, '--source is for source'],
    [['whatif', 'rhachet.skills.x', '--assume', 'a.yaml'], 64, '--assume is for source code'],
  ])('%j ends with %d', async (words, code, message) => {
    const result = await call('map', ...words);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toContain(message);
  });

  it('over HTTP, alone and in a batch with source code', async () => {
    const words = [
      'env',
      ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
      rhachet,
    ];
    const served = await startServe([...words, 'map', 'serve'], {
      cwd: repo.dir,
      args: ['--port', '0', '--source', 'map.yaml'],
    });
    const skills = { symbol: 'hello', module: 'rhachet.skills' };
    const one = await ask(served.url, { method: 'dispatch.query', params: skills });
    expect(one.json()).toEqual(await told('map', 'query', 'hello', '--module', 'rhachet.skills'));
    const none = { method: 'dispatch.query', params: { ...skills, symbol: 'helo' } };
    expect((await ask(served.url, none)).status).toBe(404);
    const call = { symbol: 'rhachet.skills.hello', args: ['role=any'] };
    const batch = [
      { jsonrpc: '2.0', id: 1, method: 'dispatch.trace', params: { call } },
      { jsonrpc: '2.0', id: 2, method: 'dispatch.query', params: { symbol: 'add' } },
      { jsonrpc: '2.0', id: 3, method: 'dispatch.whatif', params: { call, assume: { types: [] } } },
    ];
    expect((await ask(served.url, batch)).json()).toMatchObject([
      { id: 1, result: { selected: 'hello(repo=.this, role=any)' } },
      { id: 2, result: { symbol: 'add' } },
      { id: 3, error: { code: -32602, message: 'assume says nothing about rhachet.skills' } },
    ]);
    served.kill('SIGTERM');
    expect(await served.ended).toBe(0);
  });

  it('cmd-map alone says whom to ask', async () => {
    const alone = [installedBin('cmd-map'), 'query', 'hello', '--module', 'rhachet.skills'];
    const { code, stderr } = await run(alone, { cwd: repo.dir, env });
    expect(code).toBe(78);
    expect(stderr).toBe(
      'rhachet: no installed package has the table rhachet.skills\n' +
        'hint: tables come with the command packages: npm install rhachet, ask with "rhachet map"\n',
    );
  });
});

it('a registry or .agent/ that is not there is said', async () => {
  const bare = makeRepo({});
  writeFileSync(bare.path('x'), '');
  const env = { RHACHET_ROUTES: undefined, HOME: bare.dir, XDG_CONFIG_HOME: undefined };
  const asked = (module: string): Promise<Result> =>
    run([rhachet, 'map', 'query', 'x', '--module', module], { cwd: bare.dir, env });
  expect(await asked('rhachet.services')).toMatchObject({ code: 66, stdout: '' });
  expect((await asked('rhachet.skills')).stderr).toContain('there is no .agent/ directory');
  bare.remove();
});
