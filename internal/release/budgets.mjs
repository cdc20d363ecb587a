// What packages may weigh, unpacked, in bytes: a user notices a download, and nobody notices a dependency that grew.
// A budget is some tenth above what the package weighs; who needs more raises it, in a change of its own.

export const BUDGETS = {
  rhachet: 14_000,
  '@rhachet/agent-dir': 102_000,
  '@rhachet/cmd-all': 2_050_000,
  '@rhachet/cmd-map': 1_070_000,
  '@rhachet/cmd-objects': 2_750_000,
  '@rhachet/cmd-roles': 530_000,
  '@rhachet/cmd-run': 240_000,
  '@rhachet/cmd-services': 3_100_000,
  '@rhachet/dispatcher': 98_000,
  '@rhachet/kit': 52_000,
  '@rhachet/launch': 19_000,
  '@rhachet/perf-harness': 250_000,
  '@rhachet/runtime': 30_000,
  '@rhachet/serve': 40_000,
  '@rhachet/target': 9_000,
};

const CORE = [
  'rhachet',
  ...['dispatcher', 'runtime', 'kit', 'launch', 'agent-dir', 'cmd-run', 'cmd-roles'].map(
    (name) => `@rhachet/${name}`,
  ),
];

/** Sums that matter beside the single package; the runtime's executables are other packages. */
export const SUMS = [
  { name: 'core', budget: 1_000_000, has: (name) => CORE.includes(name) },
  { name: 'everything', budget: 15_000_000, has: () => true },
];

export function overBudget({ manifest, unpacked }) {
  const budget = BUDGETS[manifest.name];
  if (budget === undefined)
    return ['has no size budget: give it one in internal/release/budgets.mjs'];
  if (unpacked <= budget) return [];
  return [`has ${unpacked} bytes unpacked; its budget is ${budget} (internal/release/budgets.mjs)`];
}

/** @returns {{ name: string, budget: number, unpacked: number }[]} */
export const sums = (tarballs) =>
  SUMS.map(({ name, budget, has }) => {
    const held = tarballs.filter(({ manifest }) => has(manifest.name));
    return { name, budget, unpacked: held.reduce((sum, { unpacked }) => sum + unpacked, 0) };
  });
