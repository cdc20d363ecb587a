// Every check that a tarball must pass before it is published, here or for the world.
import { overBudget, sums } from '../budgets.mjs';
import { fileModes, lineEnds, strayFiles } from './files.mjs';
import { about, binNames, entryPoints, lifecycleScripts, ranges } from './manifest.mjs';
import { publintFinds, typesFind } from './tools.mjs';

/** What is quick, because it only looks. */
const LOOKS = [
  about,
  lifecycleScripts,
  ranges,
  binNames,
  entryPoints,
  strayFiles,
  fileModes,
  lineEnds,
  overBudget,
];

const named = (problems, { manifest }) => problems.map((problem) => `${manifest.name}: ${problem}`);

export const problemsSeen = (tarball) =>
  named(
    LOOKS.flatMap((check) => check(tarball)),
    tarball,
  );

/** What is wrong with one tarball, a line each. */
export async function problemsOf(tarball) {
  const found = [await publintFinds(tarball), await typesFind(tarball)];
  return [...problemsSeen(tarball), ...named(found.flat(), tarball)];
}

/** Two packages with one bin: whichever is installed last wins. */
function sharedBins(tarballs) {
  const owners = new Map();
  for (const { manifest } of tarballs) {
    for (const bin of Object.keys(manifest.bin ?? {}))
      owners.set(bin, [...(owners.get(bin) ?? []), manifest.name]);
  }
  return [...owners]
    .filter(([, names]) => names.length > 1)
    .map(([bin, names]) => `the bin ${bin} belongs to ${names.join(' and ')}`);
}

/** The executables come by one package; a second one could bring a second version of them. */
function runtimes(tarballs) {
  return tarballs
    .filter(({ manifest }) => manifest.name !== '@rhachet/runtime')
    .filter(({ manifest }) =>
      /"(@oven\/|bun")/.test(
        JSON.stringify([manifest.dependencies, manifest.optionalDependencies]),
      ),
    )
    .map(({ manifest }) => `${manifest.name}: depends on a runtime of its own`);
}

/** What is wrong with them together. */
export const problemsTogether = (tarballs) => [
  ...sharedBins(tarballs),
  ...runtimes(tarballs),
  ...sums(tarballs)
    .filter(({ budget, unpacked }) => unpacked > budget)
    .map(
      ({ name, budget, unpacked }) =>
        `${name} has ${unpacked} bytes unpacked; its budget is ${budget}`,
    ),
];
