// TRASH_PROFILE=1: a line when a message begins and one when it is answered, with where it ran and how long that took.
import { shownSelector } from '../language/selector.ts';
import { classOf, type ObjectSpace, type Observer } from './object-space.ts';
import type { Method, Receiver } from './trash-class.ts';

interface Settings {
  /** A file; '' is stderr. */
  readonly file: string;
  /** Messages further in say nothing. */
  readonly depth: number;
  /** Only what took so long, and then only how long. */
  readonly leastMs: number;
}

/** `native`, `bash`, `native→bash` (a line of it goes there), `bash:direct`. */
export function routeOf({ source }: Method): string {
  if (source.kind === 'bash') return source.pragmas.includes('direct') ? 'bash:direct' : 'bash';
  return source.reason.startsWith('but line') ? 'native→bash' : 'native';
}

const number = (text: string | undefined, otherwise: number): number =>
  text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : otherwise;

/** In the daemon, where the process is changes with each message. */
const absolute = (file: string): string =>
  file === '' ? '' : process.getBuiltinModule('node:path').resolve(file);

/** null where nobody asked for it. */
export function profilerFor(space: ObjectSpace): Observer | null {
  const { TRASH_PROFILE, TRASH_PROFILE_FILE, TRASH_PROFILE_DEPTH, TRASH_PROFILE_MIN_MS } =
    space.variables;
  if (TRASH_PROFILE === undefined || TRASH_PROFILE === '' || TRASH_PROFILE === '0') return null;
  return new Profiler(space, {
    file: absolute(TRASH_PROFILE_FILE ?? ''),
    depth: number(TRASH_PROFILE_DEPTH, Infinity),
    leastMs: number(TRASH_PROFILE_MIN_MS, 0),
  });
}

class Profiler implements Observer {
  readonly #space: ObjectSpace;
  readonly #settings: Settings;
  #depth = 0;

  constructor(space: ObjectSpace, settings: Settings) {
    this.#space = space;
    this.#settings = settings;
  }

  begin(method: Method, self: Receiver): () => void {
    const { depth, leastMs } = this.#settings;
    const isShown = this.#depth < depth;
    const indent = '  '.repeat(Math.min(this.#depth++, 40));
    const name = `${classOf(self).name}.${shownSelector(method.source.selector)} [${routeOf(method)}]`;
    if (isShown && leastMs === 0) this.#write(`${indent}→ ${name}\n`);
    const start = performance.now();
    return () => {
      this.#depth--;
      const ms = performance.now() - start;
      if (isShown && ms >= leastMs) this.#write(`${indent}← ${name} ${Math.round(ms)}ms\n`);
    };
  }

  #write(line: string): void {
    const { file } = this.#settings;
    if (file === '') this.#space.printer.printError(line);
    else process.getBuiltinModule('node:fs').appendFileSync(file, line, { mode: 0o600 });
  }
}
