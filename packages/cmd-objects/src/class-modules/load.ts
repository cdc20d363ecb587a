// A module beside the class files, loaded by Bun. What it imports from '@rhachet/cmd-objects' is the runtime that loads it: a
// copy of its own would have other classes of the same names.

const LIBRARY = '@rhachet/cmd-objects';

let loads = 0;
let provided: object | null = null;

function provide(library: object): void {
  if (provided === library) return;
  provided = library;
  Bun.plugin({
    name: LIBRARY,
    setup: (build) => {
      build.module(LIBRARY, () => ({ exports: { ...library }, loader: 'object' }));
    },
  });
}

/**
 * What it exports by default.
 * @param library what it finds under the name of this package
 * @throws Error in one line
 */
export function loadDefault(path: string, library: object): unknown {
  provide(library);
  const { createRequire } = process.getBuiltinModule('node:module');
  try {
    // A module that was loaded once is not read again by its name.
    const found = createRequire(path)(`${path}?${++loads}`) as { readonly default?: unknown };
    return found.default ?? found;
  } catch (thrown) {
    throw new Error(told(thrown, path), { cause: thrown });
  }
}

interface Position {
  readonly line: number;
  readonly column: number;
}

function told(thrown: unknown, path: string): string {
  const error = thrown instanceof AggregateError ? (thrown.errors[0] as unknown) : thrown;
  if (!(error instanceof Error)) return messageOf(error);
  const text = messageOf(error).split('\n')[0]?.replaceAll(`${path}?${loads}`, path) ?? '';
  return text.includes('async module') ? 'it waits (await) while it is loaded, and cannot' : text;
}

/** Faults of syntax are no Errors, and know their place. */
function messageOf(thrown: unknown): string {
  const { message, position } = thrown as { message?: unknown; position?: Position | null };
  const text = typeof message === 'string' ? message : String(thrown);
  return position ? `line ${position.line}, column ${position.column}: ${text}` : text;
}
