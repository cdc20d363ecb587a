// The variables are those that npm 11, pnpm 12, bun 1.4 and yarn 4 really set; internal/ways calls through each of them.
import { expect, it } from 'vitest';
import { managerOf, startedBy } from './manager.ts';

it.each([
  ['npx', { npm_command: 'exec', npm_config_user_agent: 'npm/11.19.1 node/v20.20.2 linux x64' }],
  ['npm run', { npm_command: 'run', npm_config_user_agent: 'npm/11.19.1 node/v20.20.2 linux x64' }],
  ['pnpm exec', { npm_command: 'exec', npm_config_user_agent: 'pnpm/12.21.0 npm/? node/? linux' }],
  ['pnpm run', { npm_command: 'run-script', npm_config_user_agent: 'pnpm/12.21.0 npm/? node/?' }],
  [
    'bunx',
    { npm_command: 'exec', npm_config_user_agent: 'bun/1.4.5 npm/? node/v26.3.0 linux x64' },
  ],
  ['bun run', { npm_command: 'run-script', npm_config_user_agent: 'bun/1.4.5 npm/? node/v26.3.0' }],
  ['yarn run', { npm_config_user_agent: 'yarn/4.18.1 npm/? node/v20.20.2 linux x64' }],
  [undefined, { npm_config_user_agent: 'toString/1' }],
  [undefined, {}],
])('%s', (name, env) => {
  expect(managerOf(env)?.name).toBe(name);
});

it('variables that were only inherited are no start by that manager', () => {
  const env = { npm_command: 'exec', npm_config_user_agent: 'yarn/4.18.1' };
  expect(startedBy(env)).toBe(undefined);
});
