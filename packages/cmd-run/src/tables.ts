// What `rhachet map` can ask: skills and inits, as rhachet.skills and rhachet.inits.
import {
  decideTarget,
  findRoles,
  findTargets,
  locateAgentDir,
  type Target,
  type TargetKind,
  targetSignature,
  whyNotRunnable,
} from '@rhachet/agent-dir';
import type { Table, TableEntry } from '@rhachet/kit';

function toEntry(target: Target): TableEntry {
  const { slug, repo, role, path } = target;
  const unusable = whyNotRunnable(target);
  return {
    symbol: slug,
    args: { repo, role },
    name: targetSignature(target),
    location: path,
    ...(unusable === undefined ? {} : { unusable }),
  };
}

const tableOf = (kind: TargetKind): Table => ({
  module: `rhachet.${kind}s`,
  summary: `the ${kind}s of all roles, as run finds them`,
  parameters: [
    { name: 'repo', help: 'the repo of its role' },
    { name: 'role', help: 'its role' },
  ],
  entries: (slug) => findTargets(findRoles(locateAgentDir(process.cwd())), kind, slug).map(toEntry),
  decide: ({ symbol: slug, args: { repo, role } }) =>
    decideTarget(locateAgentDir(process.cwd()), { kind, slug, repo, role }),
});

export const tables = (): Table[] => [tableOf('skill'), tableOf('init')];
