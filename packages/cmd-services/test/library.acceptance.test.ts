// The packed library in somebody else's project: plain ECMAScript modules on Node, and TypeScript without our settings.
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { makeRepo, project, type Repo, run } from '@rhachet/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SEED } from '../src/testing/seed.fixture.ts';

const CODE = `import { Dispatcher, MockServiceClient } from '@rhachet/cmd-services';

const mock = new MockServiceClient({
  responses: { 'http://lucidia:8091/v1/salesforce': { synced: 100 } },
});
const dispatcher = new Dispatcher({ client: mock });
const result = await dispatcher.dispatch('sync salesforce contacts');
console.log(\`Routed to: \${result.org}.\${result.service}\`);
console.log('Response:', JSON.stringify(result.response.data));
await dispatcher.dispatchTo('FND', 'salesforce', { data: { action: 'sync' } });
for (const route of dispatcher.listRoutes()) console.log(\`\${route.org}.\${route.service} -> \${route.endpoint}\`);
const state/*: 'healthy' | 'degraded' | 'unhealthy' | 'unknown' */ = await dispatcher.healthCheck('FND', 'salesforce');
console.log(\`Status: \${state}\`);
const risky = new Dispatcher({
  mock: true,
  registry: {
    orgs: { A: { services: { b: { endpoint: 'http://h/' } } } },
    rules: [{ pattern: '^(a+)+$', org: 'A', service: 'b' }],
  },
});
console.log((await risky.dispatch('aaaa')).decided_by);
await dispatcher.close();
`;

const SETTINGS = {
  compilerOptions: {
    module: 'nodenext',
    target: 'es2022',
    lib: ['es2023', 'dom'],
    strict: true,
    noEmit: true,
    types: [],
  },
  files: ['use.ts'],
};

let repo: Repo;
beforeAll(() => {
  repo = makeRepo({
    'package.json': '{ "type": "module" }',
    'routes/registry.yaml': SEED,
    'use.mjs': CODE,
    'use.ts': CODE.replace('/*: ', ': ').replace(' */', ''),
    'tsconfig.json': JSON.stringify(SETTINGS),
  });
  symlinkSync(join(project, 'node_modules'), repo.path('node_modules'));
});
afterAll(() => repo.remove());

it('F19 F20 F21 F22 F23 F24 F25 F26: runs on Node', async () => {
  const { code, stdout, stderr } = await run([process.execPath, 'use.mjs'], { cwd: repo.dir });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.split('\n')).toEqual([
    'Routed to: FND.salesforce',
    'Response: {"synced":100}',
    'FND.salesforce -> http://lucidia:8091/v1/salesforce',
    'FND.stripe -> http://lucidia:8092/v1/stripe',
    'AI.router -> http://alice:8080/v1/complete',
    'AI.agents -> http://alice:8082/v1/agents',
    'Status: healthy',
    'rule',
    '',
  ]);
});

it('its types stand alone', async () => {
  const tsc = join(import.meta.dirname, '../../../node_modules/.bin/tsc');
  const { code, stdout } = await run([tsc, '-p', '.'], { cwd: repo.dir });
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
});
