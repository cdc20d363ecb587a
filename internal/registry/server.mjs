// The process of the registry: node server.mjs <dir> <uplink>; tells its parent the port and ends with it.
import { join } from 'node:path';
import { runServer } from 'verdaccio';

const [dir, uplink] = process.argv.slice(2);

const anyone = { access: '$all', publish: '$all', unpublish: '$all' };
const OURS = ['rhachet', 'rhachet-*', '@rhachet/*', '@*/rhachet-*'];

const server = await runServer({
  configPath: join(dir, 'config.yaml'),
  storage: join(dir, 'storage'),
  web: { enable: false },
  auth: { htpasswd: { file: join(dir, 'htpasswd') } },
  uplinks: { upstream: { url: uplink, timeout: '120s', fail_timeout: '10s', max_fails: 20 } },
  packages: {
    ...Object.fromEntries(OURS.map((name) => [name, anyone])),
    '**': { ...anyone, proxy: 'upstream' },
  },
  log: { type: 'stdout', format: 'pretty', level: 'warn' },
  max_body_size: '100mb',
});

process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
