// The order in which packages are published: each after those of ours that it needs, so that none is ever without them.

/** @param {{ manifest: { name: string, dependencies?: object } }[]} packages */
export function inOrder(packages) {
  const byName = new Map(packages.map((each) => [each.manifest.name, each]));
  const ordered = new Set();
  const visit = (each) => {
    for (const name of Object.keys(each.manifest.dependencies ?? {})) {
      if (byName.has(name)) visit(byName.get(name));
    }
    ordered.add(each);
  };
  packages.forEach(visit);
  return [...ordered];
}
