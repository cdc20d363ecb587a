// What the .agent/ directory holds, and the files in it that look like skills but cannot run.
import {
  chmod,
  findAgentDir,
  findRoles,
  findTargets,
  isRunnable,
  type Target,
} from '@rhachet/agent-dir';
import type { Finding } from './finding.ts';

const cannotRun = (target: Target): boolean => isRunnable(target) && !target.executable;

export function agentFindings(): Finding[] {
  const agentDir = findAgentDir(process.cwd());
  if (agentDir === undefined) return [{ what: '.agent', found: 'none here' }];
  const roles = findRoles(agentDir);
  const targets = [...findTargets(roles, 'skill'), ...findTargets(roles, 'init')];
  const runnable = targets.filter((target) => target.executable);
  const summary = {
    what: '.agent',
    found: `${agentDir}: ${roles.length} roles, ${runnable.length} skills and inits that run`,
  };
  const broken = targets.filter(cannotRun).map(({ path }) => ({
    what: '.agent',
    found: `${path} is not executable`,
    problem: chmod(path),
  }));
  return [summary, ...broken];
}
