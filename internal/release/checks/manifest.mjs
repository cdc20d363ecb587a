// What package.json may say: no script that an install would run, no range of the workspace, bins that npx finds.

/** Those that npm, pnpm, yarn or bun run by themselves. npm 12 and pnpm block them; nothing of ours may need one. */
const LIFECYCLE =
  /^(pre|post)?(install|uninstall|prepare|publish|pack)$|^prepublishOnly$|^dependencies$/;

export function lifecycleScripts({ manifest, files }) {
  const scripts = Object.keys(manifest.scripts ?? {}).filter((name) => LIFECYCLE.test(name));
  const isGyp = files.some(({ name }) => name === 'binding.gyp');
  return [
    ...scripts.map((name) => `has the lifecycle script "${name}"`),
    ...(isGyp ? ['binding.gyp makes npm run node-gyp'] : []),
  ];
}

const RANGES = ['dependencies', 'optionalDependencies', 'peerDependencies'];

export function ranges({ manifest }) {
  return RANGES.flatMap((field) => Object.entries(manifest[field] ?? {}))
    .filter(([, range]) => /^(workspace|catalog|link|file|portal|git|https?):|^$|^\*$/.test(range))
    .map(([name, range]) => `needs ${name} as "${range}"`);
}

/** `npx <package>` starts the one bin there is, or the one that is called like the package. */
export function binNames({ manifest, files }) {
  const bins = Object.entries(manifest.bin ?? {});
  const own = manifest.name.replace(/^.*\//, '');
  const missing = bins.filter(
    ([, path]) => !files.some(({ name }) => name === path.replace(/^\.\//, '')),
  );
  return [
    ...(bins.length > 0 && !bins.some(([name]) => name === own) ? [`no bin is called ${own}`] : []),
    ...missing.map(([name, path]) => `the bin ${name} is not there: ${path}`),
  ];
}

const paths = (value) => (typeof value === 'object' && value !== null ? Object.entries(value) : []);

/** The files that an exports or imports map leads to, without those for building from source. */
function leaves(value) {
  if (typeof value === 'string') return value.startsWith('./') ? [value.slice(2)] : [];
  return paths(value).flatMap(([key, below]) => (key === '@rhachet/source' ? [] : leaves(below)));
}

export function entryPoints({ manifest, files }) {
  const isThere = (path) => files.some(({ name }) => name === path);
  const gone = [...leaves(manifest.exports), ...leaves(manifest.imports)].filter(
    (path) => !isThere(path),
  );
  const isClosed =
    manifest.exports !== undefined && manifest.exports['./package.json'] === undefined;
  return [
    ...(isClosed ? ['./package.json is not exported'] : []),
    ...gone.map((path) => `leads to ${path}, which is not in the package`),
  ];
}

export function about({ manifest }) {
  const isReal = /^\d+\.\d+\.\d+/.test(manifest.version) && manifest.version !== '0.0.0';
  return [
    ...(isReal ? [] : [`has the version ${manifest.version}`]),
    ...['description', 'license', 'repository', 'engines']
      .filter((key) => manifest[key] === undefined)
      .map((key) => `says nothing about ${key}`),
    ...(manifest.publishConfig?.access === 'public' ? [] : ['is not public in publishConfig']),
  ];
}
