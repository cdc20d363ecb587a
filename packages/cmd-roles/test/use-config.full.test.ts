// rhachet.use.ts on a Node that reads TypeScript by itself, which the machine's own need not be.
import { join } from 'node:path';
import { makeRepo, onNode22, project, run } from '@rhachet/testing';
import { expect, it } from 'vitest';

it('run.jit on Node 22: the registries of rhachet.use.ts, with the packages of the project', async () => {
  const repo = makeRepo({
    'rhachet.use.ts': `import type { RoleRegistry } from 'rhachet';
import { registry } from 'rhachet-roles-a';
export const getRoleRegistries = (): RoleRegistry[] => [registry];
`,
    'node_modules/rhachet-roles-a/package.json': '{"type":"module","exports":"./lib.js"}',
    'node_modules/rhachet-roles-a/lib.js':
      'export const registry = { slug: "a", roles: [{ slug: "b", skills: { dirs: { uri: import.meta.dirname + "/skills" } } }] };',
    'node_modules/rhachet-roles-a/skills/x.sh': '#!/bin/sh\necho here\n',
  });
  const jit = [...onNode22(), join(project, 'node_modules/rhachet/bin/run.jit')];
  const call = (words: string[]) => run([...jit, ...words], { cwd: repo.dir });
  expect(await call(['roles', 'link', '--role', 'b'])).toMatchObject({ code: 0 });
  expect(await call(['run', '--skill', 'x'])).toMatchObject({ code: 0, stdout: 'here\n' });
  repo.remove();
});
