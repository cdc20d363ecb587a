// The JSON/YAML form of a map: `{ types: [{ name, extends, union, alias, sealed }], overloads: [{ signature, … }] }`.
import { EXIT, Failure } from '@rhachet/kit';
import type { Declarations, Overload, SourceLocation, TypeDeclaration } from '../model/types.ts';
import { parseSignature } from '../resolve/signature.ts';

export interface MapDocument {
  types?: {
    name: string;
    module?: string;
    extends?: string[];
    union?: string[];
    alias?: string;
    trait?: boolean;
    sealed?: boolean;
    location?: string | SourceLocation;
  }[];
  overloads?: {
    signature: string;
    module?: string;
    location?: string | SourceLocation;
    visibility?: string;
    dynamic?: boolean;
  }[];
}

const LOCATION = /^(.*?):(\d+)(?::(\d+))?$/s;

/** `src/math.jan:12`, or the object form. */
function parseLocation(location: string | SourceLocation): SourceLocation {
  if (typeof location !== 'string') return location;
  const match = LOCATION.exec(location);
  if (!match) return { file: location, line: 1, column: 1 };
  return { file: match[1] ?? '', line: Number(match[2]), column: Number(match[3] ?? 1) };
}

const toType = ({
  name,
  module,
  extends: parents = [],
  union = [],
  alias,
  trait,
  sealed,
  location,
}: NonNullable<MapDocument['types']>[number]): TypeDeclaration => ({
  name,
  extends: parents,
  union,
  ...(module === undefined ? {} : { module }),
  ...(alias === undefined ? {} : { alias }),
  ...(trait === undefined ? {} : { trait }),
  ...(sealed === undefined ? {} : { sealed }),
  ...(location === undefined ? {} : { location: parseLocation(location) }),
});

const toOverload = ({
  signature,
  module,
  location,
  visibility,
  dynamic,
}: NonNullable<MapDocument['overloads']>[number]): Overload => ({
  ...parseSignature(signature),
  visibility: visibility === 'private' || visibility === 'module' ? 'private' : 'public',
  ...(module === undefined ? {} : { module }),
  ...(dynamic === undefined ? {} : { dynamic }),
  ...(location === undefined ? {} : { location: parseLocation(location) }),
});

/** Turns a checked document into declarations. Throws a Failure (65) that names the entry. */
export function fromDocument({ types = [], overloads = [] }: MapDocument): Declarations {
  return {
    types: types.map(toType),
    overloads: overloads.map((overload, at) => {
      try {
        return toOverload(overload);
      } catch (error) {
        throw new Failure(`overloads[${at}]: ${(error as Error).message}`, {
          code: 'BAD_MAP',
          exit: EXIT.badData,
          cause: error,
        });
      }
    }),
    modules: [...new Set(overloads.flatMap(({ module }) => module ?? []))].map((name) => ({
      name,
    })),
    skipped: [],
  };
}
