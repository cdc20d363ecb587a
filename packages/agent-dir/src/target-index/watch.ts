// What an index rests on: the directories whose change could add, remove or replace a target.
import { dirname } from 'node:path';
import { NoIndex } from './cache-dir.ts';

type Fs = typeof import('node:fs');

export interface Watch {
  /** Must be no newer than the stamp of the index. */
  dirs: Set<string>;
  /** Must still be readable: the runtime refuses to choose where it cannot see every candidate. */
  listed: Set<string>;
}

/** Above this the shell would take as long as the runtime. */
const MOST_DIRECTORIES = 2_000;
const MOST_LINKS = 40;

const isAbove = (dir: string, path: string): boolean =>
  dir !== path && path.startsWith(dir === '/' ? '/' : `${dir}/`);

/** Watches the directories in which a change could lead a path elsewhere. */
class Watcher implements Watch {
  readonly dirs = new Set<string>();
  readonly listed = new Set<string>();
  readonly #fs: Fs = process.getBuiltinModule('node:fs');
  readonly #project: string;

  constructor(project: string) {
    this.#project = project;
  }

  #watch(dir: string): void {
    this.dirs.add(dir);
    if (this.dirs.size > MOST_DIRECTORIES)
      throw new NoIndex(`more than ${MOST_DIRECTORIES} directories`);
  }

  /** Every link on the way, and every directory on the way that is not also above the project. */
  way(path: string): string | undefined {
    let at = '/';
    const rest = path.split('/');
    for (let links = 0; rest.length > 0;) {
      const name = rest.shift() ?? '';
      if (name === '' || name === '.') continue;
      const next = name === '..' ? dirname(at) : `${at === '/' ? '' : at}/${name}`;
      const stat = this.#fs.lstatSync(next, { throwIfNoEntry: false });
      if (!stat || !isAbove(at, this.#project)) this.#watch(at);
      if (!stat) return undefined;
      if (stat.isSymbolicLink()) {
        this.#watch(at);
        links += 1;
        if (links > MOST_LINKS) return undefined;
        const target = this.#fs.readlinkSync(next);
        rest.unshift(...target.split('/'));
        if (target.startsWith('/')) at = '/';
      } else {
        if (!stat.isDirectory() && rest.some((one) => one !== '')) {
          this.#watch(at);
          return undefined;
        }
        at = next;
      }
    }
    return at;
  }

  /** The directory that a path leads to, without links in it; `undefined` where it leads to none. */
  directory(path: string): string | undefined {
    const real = this.way(path);
    if (real === undefined || !this.#fs.statSync(real).isDirectory()) return undefined;
    this.#watch(real);
    return real;
  }

  /** Everything below a path, links followed, each directory once. Returns the directory it leads to, if any. */
  tree(path: string): string | undefined {
    const real = this.directory(path);
    if (real === undefined || this.listed.has(real)) return real;
    for (const entry of this.entries(real)) {
      const full = `${real}/${entry.name}`;
      if (entry.isDirectory()) this.tree(full);
      // A link to a directory that holds it is a cycle: the runtime does not enter it either.
      else if (entry.isSymbolicLink() && !this.#leadsUp(full)) this.tree(full);
    }
    return real;
  }

  #leadsUp(link: string): boolean {
    const real = this.way(link);
    return real !== undefined && (real === dirname(link) || isAbove(real, link));
  }

  entries(real: string) {
    this.listed.add(real);
    return this.#fs.readdirSync(real, { withFileTypes: true });
  }
}

/** Where a watcher may not look, nothing can be promised. */
function orNoIndex(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof NoIndex) throw error;
    const { code = error } = error as { code?: unknown };
    throw new NoIndex(`cannot look at every directory: ${String(code)}`);
  }
}

/** What the targets of one kind rest on, below the `.agent/` of a project. Throws `NoIndex`. */
export function watchTargets(project: string, kind: 'skill' | 'init'): Watch {
  const watcher = new Watcher(project);
  orNoIndex(() => {
    watcher.dirs.add(project);
    const agent = watcher.directory(`${project}/.agent`);
    const below = (dir: string | undefined, prefix: string): string[] =>
      dir === undefined
        ? []
        : watcher
            .entries(dir)
            .filter(({ name }) => name.startsWith(prefix))
            .map(({ name }) => `${dir}/${name}`);
    for (const repo of below(agent, 'repo=')) {
      for (const role of below(watcher.directory(repo), 'role=')) {
        const real = watcher.directory(role);
        if (real !== undefined && watcher.tree(`${role}/${kind}s`) === undefined)
          watcher.listed.add(real);
      }
    }
  });
  return watcher;
}
