// Starts and stops the registry: verdaccio in a process of its own, which ends with this one.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';

const server = join(import.meta.dirname, 'server.mjs');

/** A setting of the machine's npm, from elsewhere: a project's own .npmrc does not count. */
async function npmConfig(key) {
  const { stdout } = await execa('npm', ['config', 'get', key], { cwd: tmpdir() });
  return ['null', 'undefined', ''].includes(stdout) ? null : stdout;
}

/** The certificates that npm trusts besides Node's, for a registry behind a company's proxy. */
async function certificates() {
  if (process.env.NODE_EXTRA_CA_CERTS) return {};
  const cafile = await npmConfig('cafile');
  return cafile === null ? {} : { NODE_EXTRA_CA_CERTS: cafile };
}

/** Starts the server and returns it with its port. Rejects with what it wrote when it ends instead. */
async function startServer(dir) {
  const log = join(dir, 'verdaccio.log');
  const out = await open(log, 'a');
  const uplink = (await npmConfig('registry')) ?? 'https://registry.npmjs.org/';
  const child = fork(server, [dir, uplink], {
    env: { ...process.env, ...(await certificates()) },
    stdio: ['ignore', out.fd, out.fd, 'ipc'],
  });
  await out.close();
  const failed = once(child, 'exit').then(async ([code]) => {
    throw new Error(`verdaccio ended with ${code}:\n${await readFile(log, 'utf8')}`);
  });
  const [{ port }] = await Promise.race([once(child, 'message'), failed]);
  failed.catch(() => {});
  return { child, port };
}

async function stopServer(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill();
  await exited;
}

const settings = (url) => `registry=${url}
//${new URL(url).host}/:_authToken=anyone-may-publish
audit=false
fund=false
update-notifier=false
`;

/** Every package manager has names of its own; versions of today are refused by some unless told otherwise. */
const environment = (url, npmrc) => ({
  npm_config_registry: url,
  npm_config_userconfig: npmrc,
  npm_config_min_release_age: '0',
  pnpm_config_registry: url,
  pnpm_config_minimum_release_age: '0',
  YARN_NPM_REGISTRY_SERVER: url,
  YARN_UNSAFE_HTTP_WHITELIST: '127.0.0.1',
  YARN_NPM_MINIMAL_AGE_GATE: '0',
  YARN_ENABLE_TELEMETRY: '0',
  BUN_CONFIG_REGISTRY: url,
});

async function pack(folder, into) {
  const file = join(into, 'package.tgz');
  await execa('pnpm', ['pack', '--out', file], { cwd: folder });
  return file;
}

async function publish(path, { cwd, env }) {
  const scratch = await mkdtemp(join(cwd, 'pack-'));
  try {
    const tarball = (await stat(path)).isDirectory() ? await pack(path, scratch) : path;
    await execa('npm', ['publish', tarball], { cwd, env });
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function packument(url, name) {
  const response = await fetch(new URL(name.replace('/', '%2f'), url));
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${url} answered ${response.status} for ${name}`);
  return response.json();
}

export async function startRegistry(directory) {
  const dir = resolve(directory);
  await mkdir(dir, { recursive: true });
  const { child, port } = await startServer(dir);
  const url = `http://127.0.0.1:${port}/`;
  const npmrc = join(dir, 'npmrc');
  await writeFile(npmrc, settings(url));
  const env = environment(url, npmrc);
  return {
    url,
    npmrc,
    env,
    publish: (path) => publish(resolve(path), { cwd: dir, env }),
    packument: (name) => packument(url, name),
    stop: () => stopServer(child),
  };
}
