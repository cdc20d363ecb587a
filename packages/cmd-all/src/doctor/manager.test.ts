// The command lines are those that npm 11, pnpm 12, bun 1.4 and yarn 4 really have; internal/ways calls through each of them.
import { expect, it } from 'vitest';
import { managerOf, startedBy } from './manager.ts';

it.each([
  ['npx', 'npm exec rhachet doctor'],
  ['npx', 'node\0/usr/bin/npx\0rhachet\0doctor\0'],
  ['npm run', 'npm run check'],
  ['pnpm exec', 'node\0/project/node_modules/.bin/pnpm\0exec\0rhachet\0'],
  ['pnpm exec', 'node\0/usr/lib/node_modules/pnpm/bin/pnpm.cjs\0dlx\0rhachet\0'],
  ['pnpm run', '/usr/local/bin/pnpm\0--silent\0check\0'],
  ['bunx', '/usr/bin/bun\0x\0rhachet\0'],
  ['bunx', 'bunx\0--bun\0rhachet\0'],
  ['bun run', 'bun\0run\0--silent\0rhachet\0'],
  ['yarn run', 'node\0--no-warnings\0/project/.yarn/releases/yarn-4.18.1.cjs\0run\0rhachet\0'],
  [undefined, 'bun\0agent.ts\0'],
  [undefined, 'vi\0notes\0about\0npm\0'],
  [undefined, 'bash\0-c\0npm run check; rhachet doctor\0'],
  [undefined, ''],
])('%s: %j', (name, commandLine) => {
  expect(managerOf(commandLine)).toBe(name);
});

it('variables that were only inherited are no start by that manager', () => {
  const env = { npm_command: 'exec', npm_config_user_agent: 'yarn/4.18.1' };
  expect(startedBy(env)?.name).not.toBe('yarn run');
});
