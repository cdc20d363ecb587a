// A registry on loopback that has the packages of this repository as npm would have them: `npm install rhachet` is run
// as the pages print it. What they depend on is served from npm's cache where it is there; all else is npm's own.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

const UPSTREAM = 'https://registry.npmjs.org';

interface Manifest {
  name: string;
  version: string;
  dist: { tarball: string; integrity: string };
}

/** One version of a package, and where its tarball is. */
interface Entry {
  manifest: Omit<Manifest, 'dist'>;
  integrity: string;
  file: string;
}

const sha512 = (file: string): string =>
  `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;

async function packed(file: string): Promise<Entry> {
  const { stdout } = await execa('tar', ['-xzOf', file, 'package/package.json']);
  return { manifest: JSON.parse(stdout) as Manifest, integrity: sha512(file), file };
}

/** npm keeps what it has downloaded under the hash of its content (cacache). */
function cached(integrity: string): string {
  const hex = Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex');
  const cache = process.env.npm_config_cache ?? join(homedir(), '.npm');
  return join(cache, '_cacache/content-v2/sha512', hex.slice(0, 2), hex.slice(2, 4), hex.slice(4));
}

interface Locked extends Manifest {
  resolved?: string;
  integrity?: string;
}

/** What a project of npm has locked, but for packages from files. */
function locked(project: string): Entry[] {
  const lock = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  return Object.entries(lock.packages).flatMap(([path, { resolved, integrity, ...rest }]) => {
    if (integrity === undefined || resolved?.startsWith('file:')) return [];
    const name = path.slice(path.lastIndexOf('node_modules/') + 13);
    return [{ manifest: { ...rest, name }, integrity, file: cached(integrity) }];
  });
}

/** As npm's registry calls it. */
const upstreamTarball = ({ manifest: { name, version } }: Entry): string =>
  `/${name}/-/${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;

export interface Registry {
  url: string;
  close: () => void;
}

/** Serves the tarballs of these directories, and what the project has locked. */
export async function openRegistry(dirs: string[], project: string): Promise<Registry> {
  const files = dirs.flatMap((dir) => readdirSync(dir).map((file) => join(dir, file)));
  const ours = await Promise.all(files.filter((file) => file.endsWith('.tgz')).map(packed));
  const entries = new Map([...locked(project), ...ours].map((one) => [one.manifest.name, one]));
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', UPSTREAM).pathname).slice(1);
    const tarball = path.startsWith('-/tarballs/');
    const entry = entries.get(tarball ? path.slice(11) : path);
    if (entry === undefined || (tarball && !existsSync(entry.file))) {
      const location = entry ? upstreamTarball(entry) : request.url;
      response.writeHead(302, { location: `${UPSTREAM}${location ?? '/'}` }).end();
    } else if (tarball) {
      createReadStream(entry.file).pipe(response);
    } else {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(packument(entry, urlOf(server))));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: urlOf(server), close: () => server.close() };
}

const urlOf = (server: Server): string =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function packument({ manifest, integrity }: Entry, url: string): object {
  const { name, version } = manifest;
  const dist = { tarball: `${url}/-/tarballs/${encodeURIComponent(name)}`, integrity };
  return {
    name,
    'dist-tags': { latest: version },
    versions: { [version]: { ...manifest, dist } },
  };
}
