// What a skill or init is told about itself.
import type { Target } from '@rhachet/agent-dir';

/** The caller's environment, and what was selected. */
export function environmentOf({ kind, slug, repo, role }: Target): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, RHACHET_REPO: repo, RHACHET_ROLE: role };
  // A skill that runs an init is not that init: the outer name must not stay.
  delete env.RHACHET_SKILL;
  delete env.RHACHET_INIT;
  env[kind === 'skill' ? 'RHACHET_SKILL' : 'RHACHET_INIT'] = slug;
  return env;
}
