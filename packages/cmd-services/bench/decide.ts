// One decision in a process of its own, from a compiled registry; without one, nothing: what starting costs.
import { bytes } from '#bytes';
import { openRoutes } from '../src/cache/routes.ts';
import { routerOf } from '../src/decision/router.ts';

const [path, text = ''] = process.argv.slice(2);
const found = path === undefined ? undefined : bytes.read(path);
if (found) {
  const { service } = routerOf(openRoutes(found, '/clinc.yaml'))({ source: 'text', text });
  console.log(service?.name ?? 'refused');
} else console.log('nothing');
