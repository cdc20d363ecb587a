// What a large role and many roles cost, as ratios within one run. The targets are 1.6 and 0.4 (`pnpm bench:boot` prints
// the figures); the margins here are what a busy machine cannot cross.
import { compareMany, formatTable } from '@rhachet/perf-harness';
import { bigRole, installedBin, makeRepo, type Repo, run, smallRole } from '@rhachet/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

const rhachet = installedBin('rhachet');
const roleDir = (name: string): string => `.agent/repo=.this/role=${name}`;
const TEN = Array.from({ length: 10 }, (_, at) => `role-${at}`);

let repo: Repo;
beforeAll(() => {
  repo = makeRepo({ ...bigRole(roleDir('big')), ...smallRole(roleDir('small')) });
  for (const name of TEN) repo.write(smallRole(roleDir(name)));
});
afterAll(() => repo.remove());

async function ratio(name: string, rows: Record<string, string[]>): Promise<number> {
  const [baseline = ''] = Object.keys(rows);
  const table = await compareMany({
    baseline,
    rounds: 40,
    cwd: repo.dir,
    expect: { stdout: /^<stats>/ },
    rows: Object.entries(rows).map(([row, command]) => ({ name: row, command })),
  });
  console.log(`${name}\n${formatTable(table)}`);
  expect(table.rows.map(({ problem }) => problem)).toEqual([null, null]);
  return table.rows[1]?.overhead.ratio ?? Infinity;
}

it('the large role is what it is said to be', async () => {
  const { stdout } = await run([rhachet, 'roles', 'boot', '--role', 'big', '--json'], {
    cwd: repo.dir,
  });
  const { roles } = JSON.parse(stdout) as { roles: { stats: object }[] };
  expect(roles[0]?.stats).toMatchObject({ files: 347, briefs: { say: 258 }, skills: { say: 88 } });
  expect(roles[0]?.stats).toMatchObject({ chars: expect.closeTo(200_000, -4) as number });
});

it('a large role costs little more than one of three files', async () => {
  const boot = (role: string): string[] => [rhachet, 'roles', 'boot', '--role', role];
  expect(await ratio('a large role', { small: boot('small'), large: boot('big') })).toBeLessThan(
    2.2,
  );
});

it('ten roles in one call cost much less than ten calls', async () => {
  const each = TEN.map((role) => `'${rhachet}' roles boot --role ${role}`).join('; ');
  const once = [rhachet, 'roles', 'boot', '--role', TEN.join(',')];
  expect(
    await ratio('ten roles', { 'ten calls': ['sh', '-c', each], 'one call': once }),
  ).toBeLessThan(0.4);
});
