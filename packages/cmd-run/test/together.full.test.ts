// Nine hooks in one call against nine calls: what agents pay before every tool call.
import { compareMany, formatTable } from '@rhachet/perf-harness';
import { installedBin, makeRepo } from '@rhachet/testing';
import { expect, it } from 'vitest';

const rhachet = installedBin('rhachet');
const NINE = Array.from({ length: 9 }, (_, at) => `hooks/check${at}`);

it('nine in one call cost at most half of nine calls', async () => {
  // A hook waits for something: a linter, a service. One that does nothing is as cheap alone, where it is known.
  const hook = '#!/bin/sh\nread -r line\nsleep 0.05\necho "checked $line"\n';
  const repo = makeRepo({
    ...Object.fromEntries(NINE.map((name) => [`.agent/repo=.this/role=any/inits/${name}`, hook])),
    'nine.sh': `#!/bin/sh\nread -r line\nfor name; do echo "$line" | "${rhachet}" run --init "$name"; done\n`,
  });
  const table = await compareMany({
    baseline: 'nine calls',
    rounds: 40,
    cwd: repo.dir,
    input: '{"tool_name":"Bash"}\n',
    expect: { stdout: 'checked {"tool_name":"Bash"}\n'.repeat(9) },
    rows: [
      { name: 'nine calls', command: [repo.path('nine.sh'), ...NINE] },
      {
        name: 'one call',
        command: [rhachet, 'run', ...NINE.flatMap((name) => ['--init', name])],
      },
    ],
  });
  repo.remove();
  console.log(formatTable(table));
  expect(table.rows.map(({ problem }) => problem)).toEqual([null, null]);
  expect(table.rows[1]?.overhead.ratio).toBeLessThanOrEqual(0.5);
});
