// How we were called: directly, or through npx, and what that took.
import type { Finding } from './finding.ts';
import { throughNpm } from './npx.ts';

const INSTEAD = 'in hooks and scripts call ./node_modules/.bin/rhachet or ./node_modules/.bin/rhx';

export function callFindings(): Finding[] {
  const npm = throughNpm();
  if (!npm) return [{ what: 'called', found: 'directly, not through npx' }];
  const cost =
    npm.leadMs === undefined
      ? 'which takes 150 to 250 ms before rhachet starts'
      : `which took ${npm.leadMs} ms before rhachet started`;
  return [{ what: 'called', found: `through npx, ${cost}; ${INSTEAD}` }];
}
