// What the dispatcher needs from the file system and the module loader, on Bun and on Node.

export interface Files {
  /** How the bundle of a package may end, the best first. A third party may publish only the last. */
  bundleEndings: ('.bc' | '.jit.cjs')[];
  exists: (path: string) => boolean;
  /** Throws where the file cannot be read or is no JSON. */
  readJson: (path: string) => Promise<unknown>;
  /** Loads a bundle and returns its exports. */
  load: (path: string) => unknown;
  /** The executable that runs us, and its version. */
  engine: () => { name: string; version: string; path: string };
}
