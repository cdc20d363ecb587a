// What a role package declares, as read from rhachet.repo.yml or from a registry of rhachet.use.ts.

export const RESOURCES = ['briefs', 'skills', 'inits'] as const;

/** The kinds of directories that a role links. */
export type Resource = (typeof RESOURCES)[number];

export interface Hook {
  command: string;
  /** An ISO 8601 duration, e.g. `PT5S`. */
  timeout?: string;
  filter?: { what?: string; when?: string };
}

/** What an agent runs when it starts, before and after a tool, when it stops, when it is talked to. */
export interface OnBrainHooks {
  onBoot?: Hook[];
  onTool?: Hook[];
  onStop?: Hook[];
  onTalk?: Hook[];
}

/** Paths are as written: relative to the package's directory, or absolute where rhachet.use.ts says so. */
export interface RoleManifest {
  slug: string;
  name?: string;
  purpose?: string;
  readme?: string;
  briefs: string[];
  skills: string[];
  inits: string[];
  /** The kinds that were written as a list: a directory of links, where a single path is one link. */
  lists: Resource[];
  /** Shell commands of `roles init`; the first word may be a path in the package. */
  exec: string[];
  boot?: string;
  keyrack?: string;
  hooks?: OnBrainHooks;
}

export interface RepoManifest {
  slug: string;
  readme?: string;
  roles: RoleManifest[];
}

/** An installed rhachet-roles-* package, or a registry of rhachet.use.ts. */
export interface RolePackage {
  /** The npm name, or the name of the config file. */
  name: string;
  /** Where its relative paths start. */
  dir: string;
  manifest: RepoManifest;
  /** Its paths may lead anywhere: a config file is the project's own code, a package is somebody else's. */
  trusted: boolean;
}

/** Why a package that is listed brings no roles. */
export interface PackageProblem {
  package: string;
  message: string;
  /** It has a manifest, which is wrong; otherwise it has none, or is not installed. */
  broken: boolean;
}

/** One role of one package. */
export interface RoleChoice {
  package: RolePackage;
  role: RoleManifest;
}
