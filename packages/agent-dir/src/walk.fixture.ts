// Run by the real Bun (walk.test.ts): what is found there in each directory in argv, as JSON.
import { findRoles } from './roles.ts';
import { findTargets } from './targets.ts';
import { walk } from './walk.ts';

const found = process.argv.slice(2).map((dir) => {
  const roles = findRoles(dir);
  return { files: walk(dir).sort(), roles, skills: findTargets(roles, 'skill') };
});
await Bun.write(Bun.stdout, JSON.stringify(found));
