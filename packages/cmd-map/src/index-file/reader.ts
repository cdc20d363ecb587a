// An index as it lies on disk: each part is read when it is asked for.
import type { MapParts } from '../model/dispatch-map.ts';
import type { ModuleDeclaration, SourceLocation } from '../model/types.ts';
import type { Declared, TypeFacts } from '../types/type-table.ts';
import { type Header, type IndexedFile, VERSION } from './format.ts';
import { type KeyedPlace, KeyedReader } from './keyed.ts';
import { badIndex, OpenFile, type Place } from './open-file.ts';
import { type Decoded, decodeRows, type FamilyRows } from './rows.ts';

const FIRST_LINE = /^rhachet-map (\d+) (\d+)(?: (\d+))?\n/;
const LONGEST_FIRST_LINE = 48;

export type Shown = (inside: string) => string;

export class IndexReader {
  readonly #file: OpenFile;
  readonly #header: Header;
  /** The first byte behind the header. */
  readonly #start: number;
  readonly #families: KeyedReader<FamilyRows>;

  private constructor(file: OpenFile, header: Header, start: number) {
    this.#file = file;
    this.#header = header;
    this.#start = start;
    this.#families = this.#keyed(header.families);
  }

  /** `undefined` for one of another version; a Failure (65) for a file that is none. */
  static open(path: string): IndexReader | undefined {
    const file = new OpenFile(path);
    try {
      const first = FIRST_LINE.exec(file.start(LONGEST_FIRST_LINE).toString('latin1'));
      if (!first) throw new Error('it does not begin as an index does');
      if (Number(first[1]) !== VERSION) {
        file.close();
        return undefined;
      }
      const [start, length] = [first[0].length, Number(first[2])];
      const header = file.json([start, length, Number(first[3])]) as Header;
      return new IndexReader(file, header, start + length);
    } catch (cause) {
      file.close();
      throw badIndex(path, cause);
    }
  }

  #placed([at, length, sum]: Place): Place {
    return [this.#start + at, length, sum];
  }

  #keyed<T>({ table, lines }: KeyedPlace): KeyedReader<T> {
    return new KeyedReader(this.#file, {
      table: this.#placed(table),
      lines: this.#placed(lines),
    });
  }

  get survey(): string {
    return this.#file.read(this.#placed(this.#header.survey)).toString();
  }

  /** Every file as it was parsed, without its overloads. */
  files(): IndexedFile[] {
    return this.#file.json(this.#placed(this.#header.files)) as IndexedFile[];
  }

  /** The overloads of all files. */
  decodeAll(shown: Shown): Decoded[] {
    return this.#families.all().flatMap(([name, family]) => decodeRows(name, family, shown));
  }

  #types(shown: Shown): TypeFacts {
    const byName = this.#keyed<Declared[]>(this.#header.types);
    const edges = this.#keyed<[above: string[], below: string[]]>(this.#header.edges);
    const move = (location: SourceLocation): SourceLocation => ({
      ...location,
      file: shown(location.file),
    });
    const toShown = ({ key, declaration }: Declared): Declared => {
      const { location } = declaration;
      return {
        key,
        declaration: location ? { ...declaration, location: move(location) } : declaration,
      };
    };
    return {
      named: remembered((name) => byName.get(name)?.map(toShown)),
      edges: remembered((key) => edges.get(key)),
      lastNames: () => byName.keys(),
      keys: () => edges.keys(),
    };
  }

  /** A map that reads what it is asked for. */
  map(shown: Shown): MapParts {
    const modules = this.#keyed<ModuleDeclaration>(this.#header.modules);
    const decode = (name: string): Decoded[] => {
      const rows = this.#families.get(name);
      return rows ? decodeRows(name, rows, shown) : [];
    };
    return {
      types: this.#types(shown),
      modules: { names: () => modules.keys(), get: remembered((name) => modules.get(name)) },
      overloads: {
        names: () => this.#families.keys(),
        of: (name) => decode(name).map(({ overload }) => overload),
      },
    };
  }

  close(): void {
    this.#file.close();
  }
}

/** Finds once. What is not there is not remembered: callers name such things without end. */
function remembered<T>(find: (key: string) => T | undefined): (key: string) => T | undefined {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key) ?? find(key);
    if (found !== undefined) known.set(key, found);
    return found;
  };
}
