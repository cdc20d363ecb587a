// objects test: the tests of classes, as TAP.
import { EXIT, type Outcome } from '@rhachet/kit';
import { type ObjectsCall, tools } from './explain.ts';
import { classDirectories, type PlaceOptions } from './places.ts';

/** Objects that tests make are in memory only. 1 when a test failed, as of every TAP producer. */
export function test({ options, words, json }: ObjectsCall<Omit<PlaceOptions, 'db'>>): Outcome {
  const { withRuntime, runTests, tap } = tools();
  const settings = {
    database: ':memory:',
    classDirectories: classDirectories(options),
    environment: process.env,
  };
  const results = withRuntime(settings, ({ space }) =>
    words.flatMap((name) =>
      runTests(name, space).map((result) => ({ ...result, name: `${name} ${result.name}` })),
    ),
  );
  const exit = results.some(({ failure }) => failure !== null) ? 1 : EXIT.ok;
  return { print: json ? `${JSON.stringify(results)}\n` : tap(results), exit };
}
