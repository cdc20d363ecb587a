// A machine of its own for one test: a project with a skill, one package manager on PATH, the registry, and no variable
// of whoever runs the test.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type ManagerName, managerPath } from '@rhachet/package-managers';
import { type Files, type Result, writeFiles } from '@rhachet/testing';
import { execa } from 'execa';
import { inject } from 'vitest';

export interface SandboxOptions {
  manager: ManagerName;
  /** Beside the skills. */
  files?: Files;
  /** The name of the project's directory. */
  name?: string;
  /** A home directory of its own, with empty caches. */
  emptyHome?: boolean;
}

export interface Sandbox {
  /** The project. */
  dir: string;
  home: string;
  path: (...names: string[]) => string;
  env: Record<string, string>;
  /** Runs a line as a person types it, in `sh`, with stdin at its end. */
  sh: (line: string, more?: { cwd?: string; env?: Record<string, string> }) => Promise<Result>;
  /** Starts such a line and leaves it running. */
  start: (line: string) => ReturnType<typeof starter>;
  remove: () => void;
}

export const SKILLS = '.agent/repo=.this/role=any/skills';

const project: Files = {
  'package.json': '{"name":"project","private":true}\n',
  '.git/HEAD': 'ref: refs/heads/main\n',
  [`${SKILLS}/args.sh`]: '#!/bin/sh\nprintf "<%s>" "$@"\n',
  [`${SKILLS}/exit.sh`]: '#!/bin/sh\nexit "$1"\n',
};

/** What only yarn needs told: it writes a Plug'n'Play project otherwise, and takes a missing lock file for another's. */
const settings: Partial<Record<ManagerName, Files>> = {
  yarn: { '.yarnrc.yml': 'nodeLinker: node-modules\n', 'yarn.lock': '' },
};

/** The variables by which this machine reaches the network. */
const NETWORK = /^(SSL_CERT_|NODE_EXTRA_CA_CERTS$|.*_PROXY$|.*_proxy$)/;
const network = (): [string, string | undefined][] =>
  Object.entries(process.env).filter(([name]) => NETWORK.test(name));

const starter = (line: string, where: { cwd: string; env: Record<string, string> }) =>
  execa('sh', ['-c', line], {
    ...where,
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    stripFinalNewline: false,
    timeout: 300_000,
  });

export function makeSandbox(options: SandboxOptions): Sandbox {
  const { manager, files = {}, name = 'project', emptyHome = false } = options;
  const root = mkdtempSync(join(inject('base'), 'sandbox-'));
  const dir = join(root, name);
  const home = emptyHome ? join(root, 'home') : join(inject('base'), 'home');
  mkdirSync(home, { recursive: true });
  writeFiles(dir, { ...project, ...settings[manager], ...files });
  const path = managerPath(manager, join(root, 'programs'));
  const env = {
    ...Object.fromEntries(network()),
    ...inject('registryEnv'),
    PATH: path,
    HOME: home,
    XDG_CACHE_HOME: join(root, 'cache'),
    LANG: 'C.UTF-8',
    NO_COLOR: '1',
  } as Record<string, string>;
  return {
    dir,
    home,
    path: (...names) => join(dir, ...names),
    env,
    sh: async (line, { cwd = dir, env: more } = {}) => {
      const result = await starter(line, { cwd, env: { ...env, ...more } });
      const { exitCode: code = 255, stdout, stderr } = result;
      return { code, stdout, stderr, bytes: new TextEncoder().encode(stdout) };
    },
    start: (line) => starter(line, { cwd: dir, env }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** PATH with a directory in front. */
export const withPath = (sandbox: Sandbox, dir: string): Record<string, string> => ({
  PATH: `${dir}${delimiter}${sandbox.env.PATH ?? ''}`,
});
