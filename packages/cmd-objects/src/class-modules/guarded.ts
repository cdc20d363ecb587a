// A method in somebody's module may throw what it likes: a fault of it is an error of the language, and none of ours.
import { asTrashError } from '../evaluate/try-catch.ts';
import type { ClassParts, MethodBody, MethodSource } from '../space/trash-class.ts';
import { TrashError } from '../values/trash-error.ts';

/** The methods of a class, each so that what it throws can be caught in the language. */
export const guardedParts = (parts: ClassParts): ClassParts => ({
  ...parts,
  methods: guardedAll(parts.methods),
  classMethods: guardedAll(parts.classMethods),
  testMethods: guardedAll(parts.testMethods),
});

const guardedAll = (methods: ReadonlyMap<string, MethodSource>): Map<string, MethodSource> =>
  new Map([...methods].map(([selector, method]) => [selector, guardedSource(method)]));

const guardedSource = (source: MethodSource): MethodSource =>
  source.kind === 'typescript'
    ? { ...source, bind: (foundAt) => guarded(source.bind(foundAt), source) }
    : source;

function guarded(run: MethodBody, { owner, selector }: MethodSource): MethodBody {
  return (self, args) => {
    try {
      const answer: unknown = run(self, args);
      if (!(answer instanceof Promise)) return answer as ReturnType<MethodBody>;
      answer.catch(() => undefined);
      throw new TrashError('TypeError', `${owner} ${selector} is async: a method answers at once`);
    } catch (thrown) {
      // Whatever is no Error is on its way out of a block.
      if (!(thrown instanceof Error)) throw thrown;
      throw asTrashError(thrown) ?? new TrashError(thrown.name, thrown.message);
    }
  };
}
