// The map that a server answers from: that of the sources as they are when a question comes, made anew when they change.
import { watchDirs } from '#watch-dirs';
import type { LiveSources, Survey } from '#sources';
import { DispatchMap } from '../model/dispatch-map.ts';
import type { Maps } from '../rpc/answer.ts';
import { StatWatch } from './stat-watch.ts';
import { OnceAtATime, type Watch } from './watch.ts';

/**
 * A watch is not told of what happens on another machine, or above a directory; so everything is looked at now and then,
 * for a fiftieth of the time at most.
 */
const LOOK_AGAIN_MS = 1000;
const LOOK_AGAIN_SHARE = 50;

interface State {
  map: DispatchMap;
  survey: Survey;
  watch: Watch;
  families: number;
  /** Milliseconds since the epoch. */
  readAt: number;
}

/** Whether a map that was read is what would be read now. */
const isTrue = ({ survey: { stamps }, readAt }: State, now: Survey): boolean =>
  readAt > now.settledAt &&
  stamps.size === now.stamps.size &&
  [...stamps].every(([path, { text }]) => now.stamps.get(path)?.text === text);

const hasSameDirs = (a: Survey, b: Survey): boolean => a.dirs.join('\n') === b.dirs.join('\n');

export interface MapFacts {
  files: number;
  families: number;
  /** Milliseconds since the epoch. */
  loadedAt: number;
  reloads: number;
  failures: number;
}

export class CurrentMap implements Maps {
  readonly #sources: LiveSources;
  readonly #onChange: (facts: MapFacts) => void;
  #state: State | undefined;
  #lookAgainAt = 0;
  #loads = 0;
  #failures = 0;
  #loadedAt = 0;

  /** `onChange` is called when a changed map has come into use. */
  constructor(sources: LiveSources, onChange: (facts: MapFacts) => void) {
    this.#sources = sources;
    this.#onChange = onChange;
  }

  /** Resolves when what was written before now would be seen; where that needs no time, it is not there. */
  settle(): Promise<void> | undefined {
    return this.#state?.watch.settle?.();
  }

  /** Throws a Failure while the sources cannot be read. */
  current(): DispatchMap {
    const state = this.#state;
    if (state && performance.now() < this.#lookAgainAt && !state.watch.hasChanged())
      return state.map;
    try {
      return this.#look();
    } catch (error) {
      this.#failures += 1;
      this.#forget();
      throw error;
    }
  }

  get facts(): MapFacts {
    return {
      files: this.#state?.survey.files.length ?? 0,
      families: this.#state?.families ?? 0,
      loadedAt: this.#loadedAt,
      reloads: Math.max(0, this.#loads - 1),
      failures: this.#failures,
    };
  }

  close(): void {
    this.#forget();
  }

  #forget(): void {
    this.#state?.watch.close();
    this.#state = undefined;
  }

  #look(): DispatchMap {
    const started = performance.now();
    const survey = this.#sources.survey();
    const state = this.#state;
    const map = state && isTrue(state, survey) ? state.map : this.#load(survey);
    const cost = performance.now() - started;
    this.#lookAgainAt = performance.now() + Math.max(LOOK_AGAIN_MS, cost * LOOK_AGAIN_SHARE);
    return map;
  }

  #load(found: Survey): DispatchMap {
    // Watched first, and then looked at once more: nothing happens between the two unseen.
    const kernel = watchDirs(found.dirs);
    const readAt = Date.now();
    const survey = kernel ? this.#sources.survey() : found;
    if (!hasSameDirs(survey, found)) {
      kernel?.close();
      return this.#load(survey);
    }
    // The kernel is asked for less than a microsecond, all files are not.
    const watch = kernel ?? new OnceAtATime(new StatWatch(survey));
    try {
      const map = new DispatchMap(this.#sources.read(survey));
      const families = [...map.names()].length;
      this.#forget();
      this.#state = { map, survey, watch, families, readAt };
    } catch (error) {
      watch.close();
      throw error;
    }
    this.#loads += 1;
    this.#loadedAt = readAt;
    if (this.#loads > 1) this.#onChange(this.facts);
    return this.#state.map;
  }
}
