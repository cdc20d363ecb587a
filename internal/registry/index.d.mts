/** A running registry: an npm registry of this machine's own in front of the one that npm is configured with. */
export interface Registry {
  /** Where it listens: `http://127.0.0.1:<port>/`. */
  readonly url: string;
  /** A user configuration for npm and pnpm that names it, with a token for publishing. */
  readonly npmrc: string;
  /**
   * The environment in which npm, pnpm, yarn and bun install from it and publish to it: add it to the child's own.
   * Package managers that refuse versions of today are told not to.
   */
  readonly env: Readonly<Record<string, string>>;
  /**
   * Publishes a tarball, or a folder of the workspace, which is packed first.
   * Rejects when the registry refuses it, as it does with a version that is there.
   */
  publish(tarballOrFolder: string): Promise<void>;
  /** What the registry has of a package, as `GET /<name>` gives it; null when it is not there. */
  packument(name: string): Promise<Packument | null>;
  /** Ends the server; the directory stays. */
  stop(): Promise<void>;
}

export interface Packument {
  'dist-tags': Record<string, string>;
  versions: Record<string, Record<string, unknown>>;
}

/**
 * Starts verdaccio on a free loopback port, with its storage in `dir` (made when missing; kept by `stop`).
 * Names of ours (`rhachet`, `rhachet-*`, `@rhachet/*`, `@scope/rhachet-*`) are looked up nowhere else;
 * all others come from the registry of `npm config get registry`.
 */
export function startRegistry(dir: string): Promise<Registry>;

/**
 * Publishes the tarballs of `internal/installed` (built by `pnpm build`), dependencies first.
 * @param options.versions the version of each package by name, or one for all; by default the one that
 *   package.json states, and 0.1.0 where that is 0.0.0. Ranges between our packages follow.
 *   What is compiled into a bundle stays: `--version` names the version that was built.
 * @returns what was published, in that order.
 */
export function publishWorkspace(
  registry: Registry,
  options?: { versions?: string | Record<string, string> },
): Promise<{ name: string; version: string }[]>;

/** The packages with each after those of them that it depends on. */
export function inOrder<T extends { manifest: { name: string; dependencies?: object } }>(
  packages: T[],
): T[];
