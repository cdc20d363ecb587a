// The tree drawing that every listing uses.

export interface Tree {
  label: string;
  children?: Tree[];
}

/** The lines of the trees, without indent in front. */
export function treeLines(trees: Tree[]): string[] {
  return trees.flatMap(({ label, children = [] }, at) => {
    const last = at === trees.length - 1;
    const below = treeLines(children).map((line) => `${last ? '   ' : '│  '}${line}`);
    return [`${last ? '└─' : '├─'} ${label}`, ...below];
  });
}
