// Installs the packed tarballs as users do, one project per package manager, into dist/; and compiles the standalone
// executables. All from the local cache where it has them: only rhachet's own packages are new.
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bunPath } from '@rhachet/build';
import { execa } from 'execa';

const here = import.meta.dirname;
const tarballs = join(here, '../installed/dist/tarballs');
const require = createRequire(import.meta.url);
const yarn = require.resolve('@yarnpkg/cli-dist/bin/yarn.js');

const nameOf = (file) => {
  const folder = file.replace(/\.tgz$/, '');
  return folder === 'rhachet' ? folder : `@rhachet/${folder}`;
};

const all = Object.fromEntries(
  (await readdir(tarballs)).map((file) => [nameOf(file), `file:${join(tarballs, file)}`]),
);

/** What a user asks for; everything below it must come by itself. */
const asked = { rhachet: all.rhachet, '@rhachet/cmd-run': all['@rhachet/cmd-run'] };

async function project(name, { json = {}, files = {} }) {
  const cwd = join(here, 'dist', name);
  await mkdir(cwd, { recursive: true });
  const manifest = { name: 'project', private: true, dependencies: asked, ...json };
  await writeFile(join(cwd, 'package.json'), JSON.stringify(manifest, null, 2));
  for (const [file, text] of Object.entries(files)) await writeFile(join(cwd, file), text);
  return cwd;
}

const pnpmSettings = (linker) =>
  [
    `nodeLinker: ${linker}`,
    'pmOnFail: ignore',
    'overrides:',
    ...Object.entries(all).map(([name, file]) => `  '${name}': '${file}'`),
    '',
  ].join('\n');

const WAYS = {
  npm: async (name) => {
    const cwd = await project(name, { json: { overrides: all } });
    await execa('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], { cwd });
  },
  'npm-nested': async (name) => {
    const cwd = await project(name, { json: { overrides: all } });
    await execa('npm', ['install', '--install-strategy=nested', '--prefer-offline', '--no-audit'], {
      cwd,
    });
  },
  // The layout of `npm install -g`, which itself would ask the registry for our packages.
  'npm-global': async (name) => {
    const lib = await project(join(name, 'lib'), { json: { overrides: all } });
    await execa('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: lib });
    await mkdir(join(lib, '../bin'));
    await symlink('../lib/node_modules/rhachet/bin/run', join(lib, '../bin/rhachet'));
  },
  pnpm: async (name) => {
    const cwd = await project(name, { files: { 'pnpm-workspace.yaml': pnpmSettings('isolated') } });
    await execa('pnpm', ['install', '--prefer-offline'], { cwd });
  },
  'pnpm-hoisted': async (name) => {
    const cwd = await project(name, { files: { 'pnpm-workspace.yaml': pnpmSettings('hoisted') } });
    await execa('pnpm', ['install', '--prefer-offline'], { cwd });
  },
  yarn: async (name) => {
    const files = {
      '.yarnrc.yml': 'nodeLinker: node-modules\nenableTelemetry: false\n',
      'yarn.lock': '',
    };
    const cwd = await project(name, { json: { resolutions: all }, files });
    await execa('node', [yarn, 'install'], {
      cwd,
      env: { YARN_ENABLE_IMMUTABLE_INSTALLS: 'false' },
    });
  },
  bun: async (name) => {
    const cwd = await project(name, { json: { overrides: all } });
    await execa(bunPath(), ['install'], { cwd });
  },
};

await rm(join(here, 'dist'), { recursive: true, force: true });
for (const [name, install] of Object.entries(WAYS)) {
  await install(name);
  console.log(`installed with ${name}`);
}
await execa('node', [join(here, '../build/standalone.mjs')], { stdout: 'inherit' });
