// Reads one map of the registry key by key; what is wrong, and what nobody asked for, becomes a finding.
import { nearest } from '@rhachet/kit';
import type { Path, Source } from './document.ts';
import { parseDuration } from './duration.ts';
import type { Finding } from './types.ts';

export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface Note {
  level: Finding['level'];
  code: string;
  message: string;
  hint?: string;
}

/** What a value is called in a message: `orgs.FND.services.crm.endpoint`. */
export const pathText = (path: Path): string =>
  path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : at > 0 ? `.${step}` : step))
    .join('');

export class Reader {
  readonly path: Path;
  readonly #value: Record<string, unknown>;
  readonly #source: Source;
  readonly #asked = new Set<string>();

  constructor(value: Record<string, unknown>, path: Path, source: Source) {
    this.#value = value;
    this.path = path;
    this.#source = source;
  }

  /** The reader of the whole file. */
  static of(source: Source): Reader {
    return new Reader(isMap(source.value) ? source.value : {}, [], source);
  }

  keys(): string[] {
    return Object.keys(this.#value);
  }

  note(key: string | number | undefined, note: Note, part?: 'key'): void {
    const path = key === undefined ? this.path : [...this.path, key];
    this.#source.findings.push({ ...note, at: this.#source.place(path, part) });
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- nothing, of the type that is read
  wrong<T>(key: string, wanted: string): T | undefined {
    const message = `${pathText([...this.path, key])} is not ${wanted}`;
    this.note(key, { level: 'error', code: 'wrong-type', message });
    return undefined;
  }

  /** The raw value; `undefined` for a key that is not there or has nothing behind it. */
  raw(key: string): unknown {
    this.#asked.add(key);
    return Object.hasOwn(this.#value, key) ? (this.#value[key] ?? undefined) : undefined;
  }

  /** Keys that describe and decide nothing. */
  ignore(...keys: string[]): void {
    for (const key of keys) this.#asked.add(key);
  }

  string(key: string): string | undefined {
    const value = this.raw(key);
    if (value === undefined || typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return this.wrong(key, 'a text');
  }

  number(key: string, { min = 0, max = Number.MAX_SAFE_INTEGER } = {}): number | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (typeof value === 'number' && value >= min && value <= max) return value;
    const range = max === Number.MAX_SAFE_INTEGER ? `from ${min} up` : `from ${min} to ${max}`;
    return this.wrong(key, `a number ${range}`);
  }

  integer(key: string, range?: { min?: number; max?: number }): number | undefined {
    const value = this.number(key, range);
    return value === undefined || Number.isInteger(value)
      ? value
      : this.wrong(key, 'a whole number');
  }

  boolean(key: string): boolean | undefined {
    const value = this.raw(key);
    return value === undefined || typeof value === 'boolean'
      ? value
      : this.wrong(key, 'true or false');
  }

  /** Milliseconds. */
  duration(key: string): number | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    const ms = typeof value === 'string' ? parseDuration(value) : value === 0 ? 0 : undefined;
    return ms ?? this.wrong(key, 'a duration with its unit: 200ms, 2s, 1m');
  }

  oneOf<const T extends string>(key: string, values: readonly T[]): T | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    const found = values.find((one) => one === value);
    return found ?? this.wrong(key, values.join(' or '));
  }

  /** A list of texts; one text counts as a list of one. */
  strings(key: string): string[] {
    const value = this.raw(key);
    if (value === undefined) return [];
    const list: unknown[] = Array.isArray(value) ? value : [value];
    const texts = list
      .filter((one) => typeof one === 'string' || typeof one === 'number')
      .map(String);
    if (texts.length !== list.length) this.wrong(key, 'a list of texts');
    return texts;
  }

  map(key: string): Reader | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (isMap(value)) return new Reader(value, [...this.path, key], this.#source);
    return this.wrong(key, 'a map');
  }

  /** The maps of a list. */
  list(key: string): Reader[] {
    const value = this.raw(key);
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.wrong(key, 'a list');
      return [];
    }
    return value.flatMap((one: unknown, at) => {
      const path = [...this.path, key, at];
      if (isMap(one)) return [new Reader(one, path, this.#source)];
      const message = `${pathText(path)} is not a map`;
      this.#source.findings.push({
        level: 'error',
        code: 'wrong-type',
        message,
        at: this.#source.place(path),
      });
      return [];
    });
  }

  /** To be called last: what nobody asked for is unknown. */
  done(): void {
    for (const key of this.keys()) {
      if (this.#asked.has(key)) continue;
      const [close] = nearest(key, this.#asked, 1);
      const message = `${pathText([...this.path, key])} is not a key that is known`;
      const hint =
        close === undefined || key.length < 3 ? {} : { hint: `did you mean "${close}"?` };
      this.note(key, { level: 'warning', code: 'unknown-key', message, ...hint }, 'key');
    }
  }
}
