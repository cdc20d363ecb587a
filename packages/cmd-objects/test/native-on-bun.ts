// Runs the cases on Bun, in the directory of plugins that is named; prints one line of JSON for each.
import { CASES, openedIn } from './native-cases.ts';

const dir = process.argv[2] ?? '';
for (const [name, run] of Object.entries(CASES)) {
  let failure: string | null = null;
  const opened = openedIn(dir);
  try {
    await run(opened);
  } catch (error) {
    failure = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
  }
  opened.close();
  console.log(JSON.stringify({ name, failure }));
}
