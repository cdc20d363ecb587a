// One process of many: the routes of a registry from the cache, or compiled; prints what it decides.
import { cachedRoutes } from '../src/cache/cached.ts';
import { routesFor } from '../src/cache/routes-for.ts';
import { routerOf } from '../src/decision/router.ts';
import { COMPANY_WITH_RULES, registryOf } from '../src/testing/registries.fixture.ts';

const registry = { ...registryOf(COMPANY_WITH_RULES), hash: 'd'.repeat(64) };
if (process.env.MUST_BE_CACHED !== undefined && !cachedRoutes(registry))
  throw new Error('not in the cache');
const router = routerOf(routesFor(registry));
for (const text of ['sync contacts', 'restore the backup', 'what is 2+2', 'xyzzy'])
  console.log(JSON.stringify(router({ source: 'text', text })));
