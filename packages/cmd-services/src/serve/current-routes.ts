// The registry that a server works with: replaced when its file changes for the good, kept when it does not.
import { isFailure } from '@rhachet/kit';
import type { Routes } from '../cache/routes.ts';
import type { Registry } from '../registry/types.ts';
import { watchRegistry, type Watching } from '../registry/watch.ts';

export interface CurrentOptions {
  /** Makes the routes of a registry that was read. */
  compile: (registry: Registry) => Promise<Routes>;
  /** One line about each change. */
  say: (line: string) => void;
  /** Milliseconds since the epoch. */
  wall: () => number;
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

const textOf = (error: unknown): string =>
  isFailure(error) && error.hint !== undefined
    ? `${error.message}; ${error.hint}`
    : messageOf(error);

export class CurrentRoutes {
  routes: Routes;
  /** Milliseconds since the epoch. */
  loadedAt: number;
  /** Changes that came into use. */
  reloads = 0;
  /** Changes that could not be used. */
  failures = 0;
  /** Why what the file holds now is not in use. */
  error: string | undefined;
  readonly #options: CurrentOptions;
  readonly #watching: Watching;

  constructor(routes: Routes, options: CurrentOptions) {
    this.routes = routes;
    this.loadedAt = options.wall();
    this.#options = options;
    const { source, head } = routes;
    this.#watching = watchRegistry({
      source,
      hash: head.hash,
      compile: options.compile,
      onChange: (changed) => this.#take(changed),
      onError: (error) => this.#keep(error),
    });
  }

  /** Looks at the file at once. */
  check(): Promise<void> {
    return this.#watching.check();
  }

  close(): void {
    this.#watching.close();
  }

  #take(routes: Routes): void {
    this.routes = routes;
    this.loadedAt = this.#options.wall();
    this.reloads += 1;
    this.error = undefined;
    const { length } = routes.services;
    this.#options.say(
      `the registry was loaded again: ${length} service${length === 1 ? '' : 's'} in ${routes.source}`,
    );
  }

  #keep(error: unknown): void {
    this.failures += 1;
    this.error = messageOf(error);
    this.#options.say(`${textOf(error)}; the last good registry stays in use`);
  }
}
