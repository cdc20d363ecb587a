// How we were called: directly, or through a package manager, and what that took.
import type { Finding } from './finding.ts';
import { startedBy } from './manager.ts';

const INSTEAD =
  'in hooks and scripts call ./node_modules/.bin/rhachet or ./node_modules/.bin/rhx; ' +
  'in a shell: eval "$(rhachet shell-init bash)" (docs/ways-to-call.md)';

export function callFindings(): Finding[] {
  const manager = startedBy(process.env);
  if (!manager) return [{ what: 'called', found: 'directly, not through npx or the like' }];
  const { name, leadMs } = manager;
  const took = leadMs === undefined ? '' : `, which took ${leadMs} ms before rhachet started`;
  return [{ what: 'called', found: `through ${name}${took}`, advice: INSTEAD }];
}
