// `objects check`: what is wrong in class files, and where each method runs, and why there.
import type { Problem } from '../language/ast.ts';
import { parse } from '#parser';
import { shownSelector } from '../language/selector.ts';
import { classFromUnit } from '../space/class-from-unit.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import type { MethodSource } from '../space/trash-class.ts';
import { asTrashError } from '../evaluate/try-catch.ts';

export interface CheckedMethod {
  readonly selector: string;
  readonly side: 'instance' | 'class' | 'test';
  readonly kind: MethodSource['kind'];
  readonly reason: string;
  readonly place: string | null;
}

export interface CheckedFile {
  readonly path: string;
  /** null when there is none in the file. */
  readonly name: string | null;
  readonly problems: readonly Problem[];
  readonly methods: readonly CheckedMethod[];
}

export function checkFiles(
  files: readonly { readonly path: string; readonly text: string }[],
  space: ObjectSpace,
): CheckedFile[] {
  return files.map(({ path, text }) => checkFile(path, text, space));
}

function checkFile(path: string, text: string, space: ObjectSpace): CheckedFile {
  const { unit, problems } = parse(text);
  if (!unit) return { path, name: null, problems, methods: [] };
  try {
    const parts = classFromUnit(unit, { path, hash: '', text, stamp: '' }, space);
    const methods = [
      ...rows(parts.classMethods, 'class'),
      ...rows(parts.methods, 'instance'),
      ...rows(parts.testMethods, 'test'),
    ];
    return { path, name: parts.name, problems, methods };
  } catch (error) {
    const known = asTrashError(error);
    if (!known) throw error;
    return {
      path,
      name: unit.qualifiedName,
      problems: [...problems, asProblem(known)],
      methods: [],
    };
  }
}

const asProblem = ({
  type,
  message,
}: {
  readonly type: string;
  readonly message: string;
}): Problem => ({
  code: type,
  message,
  severity: 'error',
  at: { line: 1, column: 0 },
});

const rows = (
  methods: ReadonlyMap<string, MethodSource>,
  side: CheckedMethod['side'],
): CheckedMethod[] =>
  [...methods.values()].map(({ selector, kind, reason, place }) => ({
    selector: shownSelector(selector),
    side,
    kind,
    reason,
    place,
  }));
