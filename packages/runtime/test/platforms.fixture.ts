// An installation whose Buns only say their names, and a launcher that looks for the system below a directory of ours.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRepo, project, run, type Result } from '@rhachet/testing';

export const ALL = [
  ...['linux-x64', 'linux-x64-musl', 'linux-aarch64', 'linux-aarch64-musl'],
  ...['darwin-x64', 'darwin-aarch64'],
];

export interface Machine {
  /** Files that the system has, with their text. */
  system: Record<string, string>;
  /** The platform packages in node_modules; all when not given. */
  installed?: string[];
  /** What `uname -m` would say. */
  machine?: string;
  env?: Record<string, string>;
  /** Files of the project. */
  files?: Record<string, string>;
}

export interface Installation {
  dir: string;
  bun: (platform: string) => string;
  call: (words?: string[], env?: Record<string, string>, shell?: string[]) => Promise<Result>;
  remove: () => void;
}

const SYSTEM_PATH = /(?<=[ "<])\/(?=(lib64|lib|usr\/lib|sys)\/)/g;

/** The launcher as published, but for the place of the system and the word of `uname`. */
function moveSystem(file: string, root: string, machine: string): void {
  const text = readFileSync(file, 'utf8')
    .replaceAll(SYSTEM_PATH, `${root}/`)
    .replace('command -p uname -m', `echo ${machine}`);
  writeFileSync(file, text);
}

export function install({
  system,
  installed = ALL,
  machine = '',
  env = {},
  files = {},
}: Machine): Installation {
  const place = makeRepo({ 'home/.cache/rhachet/index': '', 'package.json': '{}', ...files });
  const bun = (platform: string) => place.path(`node_modules/@oven/bun-${platform}/bin/bun`);
  for (const name of ['rhachet', '@rhachet/runtime', '@rhachet/dispatcher']) {
    const to = place.path('node_modules', name);
    cpSync(join(project, 'node_modules', name), to, { recursive: true });
  }
  for (const [path, text] of Object.entries(system)) place.write({ [`system/${path}`]: text });
  for (const platform of installed)
    place.write({
      [`node_modules/@oven/bun-${platform}/bin/bun`]: `#!/bin/sh\necho ${platform}\n`,
    });
  place.write({
    'node_modules/@rhachet/dispatcher/dist/dispatcher.jit.cjs': 'console.log("node")',
  });
  const launcher = place.path('node_modules/@rhachet/runtime/bin/launch.sh');
  moveSystem(launcher, place.path('system'), machine);
  const cache = { HOME: place.path('home'), XDG_CACHE_HOME: place.path('home/.cache') };
  return {
    dir: place.dir,
    bun,
    call: (words = [], more = {}, shell = []) =>
      run([...shell, place.path('node_modules/rhachet/bin/run'), ...words], {
        cwd: place.dir,
        env: { ...cache, ...env, ...more },
      }),
    remove: place.remove,
  };
}
