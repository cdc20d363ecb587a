// What a package may hold: what `files` names, as plain files, with the modes that a package manager will keep.

/** npm puts these in whatever `files` says. */
const ALWAYS = ['package.json', 'README.md', 'LICENSE'];

const STRAY =
  /(^|\/)(node_modules|src|test|fixtures|\.turbo|\.build)\/|\.(test|spec)\.|\.tsbuildinfo$|\.map$|\.tgz$|(^|\/)\.env/;

const NEEDED = ['README.md', 'LICENSE'];

const isNamed = (name, files) =>
  files.some((entry) => name === entry || name.startsWith(`${entry.replace(/^\.\/|\/$/g, '')}/`));

export function strayFiles({ manifest, files }) {
  const stray = files.filter(
    ({ name }) =>
      STRAY.test(name) || !(ALWAYS.includes(name) || isNamed(name, manifest.files ?? [])),
  );
  const missing = NEEDED.filter((name) => !files.some((file) => file.name === name));
  return [
    ...stray.map(({ name }) => `${name} does not belong in the package`),
    ...missing.map((name) => `${name} is missing`),
  ];
}

const targets = ({ bin }) => Object.values(bin ?? {}).map((path) => path.replace(/^\.\//, ''));

/** Bytecode has a `#!` line and is started by its name; a part of a script is sourced. */
const isProgram = (name, manifest) =>
  targets(manifest).includes(name) ||
  (name.startsWith('bin/') && !name.endsWith('.sh')) ||
  (name.startsWith('dist/') && name.endsWith('.bc'));

export function fileModes({ manifest, files }) {
  return files.flatMap(({ mode, name }) => {
    const wanted = isProgram(name, manifest) ? '-rwxr-xr-x' : '-rw-r--r--';
    return mode === wanted ? [] : [`${name} is ${mode}, not ${wanted}`];
  });
}

const isText = (bytes) => !bytes.includes(0);

/** `#!…\r` is "not found" to the kernel, and BusyBox has no `env -S`. */
export function lineEnds({ manifest, files }) {
  return files
    .filter(({ name, bytes }) => !name.endsWith('.jsc') && isText(bytes))
    .flatMap(({ name, bytes }) => {
      const text = bytes.toString();
      const [first] = text.split('\n', 1);
      const isStarted = isProgram(name, manifest);
      return [
        ...(text.includes('\r\n') || first.endsWith('\r')
          ? [`${name} has CR at the end of lines`]
          : []),
        ...(isStarted && !first.startsWith('#!') ? [`${name} does not start with #!`] : []),
        ...(/^#!.*\benv\s+(-\S*S|--split)/.test(first) ? [`${name} needs env -S: ${first}`] : []),
      ];
    });
}
