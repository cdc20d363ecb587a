// The fresh directories that the commands of a page are run in.
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { project as installed } from '@rhachet/testing';
import { execa } from 'execa';
import { acmeFiles } from './acme.ts';
import { writeFiles } from './files.ts';
import { root } from './pages.ts';

export interface Place {
  dir: string;
  env: Record<string, string>;
  remove: () => void;
}

/** What all places of a run share. */
export interface World {
  /** What leads npm to a registry that has our packages. */
  registry: Readonly<Record<string, string>>;
  /** npm's cache; empty when the run begins. */
  npmCache: string;
}

const examples = join(root, 'examples');
const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
const SYSTEM = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'];

/** How this machine reaches the network: needed for what is not in npm's cache. */
const reachable = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] =>
      /^(NODE_EXTRA_CA_CERTS|SSL_CERT_\w+|\w+_proxy)$/i.test(entry[0]),
    ),
  );

/** npm finds our packages in the registry, asks nothing, and looks for no other news. */
const npmSettings = ({ registry, npmCache }: World): Record<string, string> => ({
  ...registry,
  npm_config_cache: npmCache,
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
  // What cannot be fetched is an error at once.
  npm_config_fetch_retries: '0',
  ...reachable(),
});

/** The packed program in `node_modules`, as npm has installed it there, and in package.json, so that npm leaves it there. */
function installProgram(dir: string): void {
  const file = join(dir, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { devDependencies?: object };
  const devDependencies = {
    ...manifest.devDependencies,
    rhachet: '*',
    '@rhachet/perf-harness': '*',
  };
  writeFileSync(file, json({ ...manifest, devDependencies }));
  cpSync(join(installed, 'node_modules'), join(dir, 'node_modules'), {
    recursive: true,
    verbatimSymlinks: true,
  });
}

/** A program that does nothing but start git. */
const WRAPPER = { 'bin/our-git': '#!/bin/sh\nexec git "$@"\n' };

/** As internal/perf-projects installs it: from npm's own registry and the cache of the machine. */
async function installJest(dir: string): Promise<void> {
  const tarball = join(installed, '../tarballs/perf-harness.tgz');
  const words = ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball, 'jest@30.5.2'];
  await execa('npm', words, { cwd: dir });
}

/** Each fills an empty directory. */
const KINDS: Record<string, (dir: string) => void | Promise<void>> = {
  /** A repository with a package.json, and nothing installed. */
  project: (dir) => {
    writeFiles(dir, { 'package.json': json({ name: 'project', private: true }) });
  },
  /** The same, and the program installed. */
  installed: (dir) => {
    writeFiles(dir, { 'package.json': json({ name: 'project', private: true }) });
    installProgram(dir);
  },
  /** examples/hello-repo, and nothing installed. */
  repository: (dir) => {
    cpSync(join(examples, 'hello-repo'), dir, { recursive: true });
  },
  /** examples/hello-repo with the program installed. */
  'hello-repo': (dir) => {
    cpSync(join(examples, 'hello-repo'), dir, { recursive: true });
    installProgram(dir);
  },
  /** A repository in which the program and a package of roles are installed; `mechanic` is linked by nobody yet. */
  acme: (dir) => {
    const devDependencies = { 'rhachet-roles-acme': '*' };
    writeFiles(dir, {
      'package.json': json({ name: '@ann/project', private: true, devDependencies }),
    });
    installProgram(dir);
    writeFiles(join(dir, 'node_modules/rhachet-roles-acme'), acmeFiles);
  },
  /** A registry of services of which none is there. */
  services: (dir) => {
    const endpoint = 'http://127.0.0.1:9/';
    const services = { salesforce: { endpoint, health: endpoint }, router: { endpoint } };
    const orgs = {
      FND: { services: { salesforce: services.salesforce } },
      AI: { services: { router: services.router } },
    };
    writeFiles(dir, {
      'package.json': json({ name: 'project', private: true }),
      'routes/registry.yaml': json({
        orgs,
        rules: [{ pattern: 'salesforce', org: 'FND', service: 'salesforce' }],
      }),
    });
    installProgram(dir);
  },
  /** examples/rhachet-roles-example, as its author has it. */
  'role-package': (dir) => {
    cpSync(join(examples, 'rhachet-roles-example'), dir, { recursive: true });
    installProgram(dir);
  },
  /** Another repository: a wrapper around git, vitest, and the perf-harness. */
  gates: (dir) => {
    const manifest = json({ name: 'wrapper', private: true, type: 'module' });
    writeFiles(dir, { 'package.json': manifest, ...WRAPPER });
    installProgram(dir);
    const modules = join(dir, 'node_modules');
    symlinkSync(join(root, 'node_modules/vitest'), join(modules, 'vitest'));
    symlinkSync('../vitest/vitest.mjs', join(modules, '.bin/vitest'));
  },
  /** The same with jest, and CommonJS. */
  jest: async (dir) => {
    writeFiles(dir, { 'package.json': json({ name: 'wrapper', private: true }), ...WRAPPER });
    await installJest(dir);
  },
};

/** Whoever has cloned this repository, and built it. */
const clone = (): Place => ({
  dir: root,
  env: Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  ),
  remove: () => undefined,
});

/** Throws for a name that is none. */
export async function makePlace(kind: string, world: World): Promise<Place> {
  if (kind === 'clone') return clone();
  const fill = KINDS[kind];
  if (fill === undefined) throw new Error(`there is no place "${kind}"`);
  const all = realpathSync(mkdtempSync(join(tmpdir(), 'rhachet-docs-')));
  const [dir, home] = [join(all, 'project'), join(all, 'home')];
  mkdirSync(dir);
  mkdirSync(home);
  await fill(dir);
  writeFileSync(join(home, '.gitconfig'), '[user]\n  name = Ann\n  email = ann@example.com\n');
  const env = {
    HOME: home,
    // What a page installs globally is installed here.
    npm_config_prefix: join(home, '.npm'),
    PATH: [join(dir, 'node_modules/.bin'), join(home, '.npm/bin'), ...SYSTEM].join(delimiter),
    LANG: 'C.UTF-8',
    ...npmSettings(world),
  };
  const git = (words: string[]) => execa('git', words, { cwd: dir, env, extendEnv: false });
  await git(['init', '--quiet', '--initial-branch=main']);
  await git(['commit', '--quiet', '--allow-empty', '--message=begin']);
  return { dir, env, remove: () => rmSync(all, { recursive: true, force: true }) };
}
