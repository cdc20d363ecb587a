// Tests written in the language: `testMethod:` of a class, and the test… methods of a TestCase. Output is TAP.
import { asTrashError } from '../evaluate/try-catch.ts';
import { shownSelector } from '../language/selector.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import { Instance } from '../space/instance.ts';
import type { TrashClass } from '../space/trash-class.ts';
import { TrashError } from '../values/trash-error.ts';

export interface TestResult {
  readonly name: string;
  /** null: passed. */
  readonly failure: string | null;
  /** Why it was not run to its end: `skip`, `pending`. */
  readonly skipped: string | null;
  readonly output: string;
}

interface Test {
  readonly name: string;
  readonly run: (self: Instance) => void;
}

/** @throws TrashError ClassNotFound */
export function runTests(className: string, space: ObjectSpace): TestResult[] {
  const itsClass = space.classNamed(className);
  const tests = [...testMethods(itsClass, space), ...testCases(itsClass, space)];
  return tests.map((test) => runTest(test, itsClass, space));
}

function testMethods(itsClass: TrashClass, space: ObjectSpace): Test[] {
  return [...itsClass.parts.testMethods.values()].map((source) => ({
    name: shownSelector(source.selector),
    run: (self) => void source.bind(space.classNamed(itsClass.name))(self, []),
  }));
}

/** `testX` of a subclass of TestCase. */
function testCases(itsClass: TrashClass, space: ObjectSpace): Test[] {
  if (![...itsClass.ancestry()].some(({ name }) => name === 'TestCase')) return [];
  const names = [...itsClass.parts.methods.keys()].filter((selector) =>
    /^test[A-Z_]?/.test(selector),
  );
  return names.map((selector) => ({
    name: selector,
    run: (self) => void space.send(self, selector),
  }));
}

/** Each test has an object of its own, with `setUp` before and `tearDown` after, where the class has them. */
function runTest({ name, run }: Test, itsClass: TrashClass, space: ObjectSpace): TestResult {
  const { result, printed } = space.printer.during(() => {
    const self = space.persistence.create(itsClass);
    try {
      optional(self, 'setUp', space);
      run(self);
      optional(self, 'tearDown', space);
      return null;
    } catch (error) {
      const known = asTrashError(error);
      if (!known) throw error;
      return known;
    } finally {
      if (!self.isDeleted) space.persistence.delete(self);
    }
  });
  const output = printed.output + printed.errors;
  if (!result) return { name, failure: null, skipped: null, output };
  const isSkip = result.type === 'TestSkipped';
  return {
    name,
    failure: isSkip ? null : failureText(result),
    skipped: isSkip ? result.message : null,
    output,
  };
}

function optional(self: Instance, selector: string, space: ObjectSpace): void {
  if (space.methodOf(self, selector)) space.send(self, selector);
}

const failureText = ({ type, message, trace }: TrashError): string =>
  [type === 'AssertionFailed' ? message : `${type}: ${message}`, ...trace.slice(0, 5)].join('\n');

export function tap(results: readonly TestResult[]): string {
  const lines = results.flatMap(({ name, failure, skipped, output }, index) => [
    `${failure === null ? 'ok' : 'not ok'} ${index + 1} - ${name}${skipped === null ? '' : ` # SKIP ${skipped}`}`,
    ...comments(failure ?? ''),
    ...comments(output),
  ]);
  return ['TAP version 13', `1..${results.length}`, ...lines, ''].join('\n');
}

const comments = (text: string): string[] =>
  text === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((line) => `# ${line}`);
