// A repository with a role, and what its calls of a model need: none of the user's own configuration.
import { installedBin, makeRepo, type Files, type Repo, type Result, run } from '@rhachet/testing';
import { type ModelServer, startModel } from './model-server.ts';

export const rhachet = installedBin('rhachet');

export const ENGINES: [string, Record<string, string>][] = [
  ['Bun', {}],
  ['Node', { RHACHET_ENGINE: 'node' }],
];

export const ROLE = '.agent/repo=.this/role=clerk';

const FILES: Files = {
  [`${ROLE}/readme.md`]: '# clerk\n\nA clerk greets.\n',
  [`${ROLE}/briefs/short.md`]: 'Be short.\n',
  [`${ROLE}/briefs/long.md`]: `Be thorough.\n${'A long rule.\n'.repeat(50)}`,
  [`${ROLE}/skills/greet.sh`]: `#!/bin/sh
# Greets somebody.
#
#   --name <name>       who is greeted (required)
#   --tone <warm|cold>  how
#   --loud              in capitals
echo "args: $*"
`,
  [`${ROLE}/skills/fails.sh`]: '#!/bin/sh\n# Fails.\necho out; echo err >&2; exit 7\n',
  [`${ROLE}/skills/notes.md`]: 'not a skill\n',
};

export interface BrainRepo extends Repo {
  servers: { openai: ModelServer; anthropic: ModelServer };
  env: Record<string, string>;
  call: (
    words: string[],
    more?: { env?: Record<string, string>; input?: string },
  ) => Promise<Result>;
  close: () => Promise<void>;
}

/** A role, and a server of each kind: the brains `local/m` and `claude/m`, and what the user has configured. */
export async function makeBrainRepo(): Promise<BrainRepo> {
  const repo = makeRepo(FILES);
  const servers = { openai: await startModel('openai'), anthropic: await startModel('anthropic') };
  const price = { input: 2, output: 10 };
  repo.write({
    'home/config/rhachet/brains.json': JSON.stringify({
      default: 'local/m',
      brains: {
        local: {
          api: 'openai-compatible',
          url: servers.openai.url,
          key: { env: 'LOCAL_KEY' },
          timeout: 20,
          models: { m: { price }, plain: { tools: false } },
        },
        claude: {
          api: 'anthropic',
          url: servers.anthropic.url,
          key: { file: repo.path('home/key') },
        },
        hasty: { api: 'openai-compatible', url: servers.openai.url, timeout: 3 },
        asked: {
          api: 'openai-compatible',
          url: servers.openai.url,
          key: { command: ['sh', '-c', 'echo from-command'] },
        },
        gone: { api: 'openai-compatible', url: 'http://127.0.0.1:1/v1' },
      },
    }),
    'home/key': 'claude-secret\n',
  });
  const env = {
    HOME: repo.path('home'),
    XDG_CONFIG_HOME: repo.path('home/config'),
    XDG_DATA_HOME: repo.path('home/data'),
    LOCAL_KEY: 'local-secret',
    RHACHET_BRAIN: '',
    RHACHET_BRAINS: '',
  };
  return {
    ...repo,
    servers,
    env,
    call: (words, more = {}) =>
      run([rhachet, ...words], {
        cwd: repo.dir,
        env: { ...env, ...more.env },
        input: more.input ?? '',
      }),
    close: async () => {
      await Promise.all([servers.openai.close(), servers.anthropic.close()]);
      repo.remove();
    },
  };
}

/** What a model asks for: one call. */
export const calling = (name: string, input: unknown, id = 'call_1') => ({
  calls: [{ id, name, input: typeof input === 'string' ? input : JSON.stringify(input) }],
  usage: { input: 100, output: 10 },
});

export const saying = (...text: string[]) => ({ text, usage: { input: 50, output: 5 } });
