// One release, rehearsed or real: in a copy of the work tree version, build, pack, check, publish; then a table.
import { problemsOf, problemsTogether } from './checks/index.mjs';
import { publishNew, stateOf } from './publish.mjs';
import { build, install, pack, version, versions } from './steps.mjs';

export class ReleaseError extends Error {}

const refuse = (problems) => {
  if (problems.length > 0) throw new ReleaseError(problems.join('\n'));
};

const differing = (rows) =>
  rows
    .filter(({ state }) => state === 'differs')
    .map(
      ({ tarball: { manifest } }) =>
        `${manifest.name}: ${manifest.version} is published with other contents: add a changeset (pnpm changeset)`,
    );

/**
 * Releases from `copy` into `registry`.
 * @param {{ copy: string, cache: string, registry: object, say: (step: string) => void }} options
 * @returns {Promise<{ tarball: { manifest: { name: string, version: string } }, before: string, state: string }[]>}
 *   the rows of the table; those that were `new` are published now
 * @throws ReleaseError with one line per problem; nothing is published then
 */
export async function release({ copy, cache, registry, say }) {
  say('install');
  await install(copy);
  const before = await versions(copy);
  say('version');
  await version(copy);
  say('build');
  await build(copy, cache);
  say('pack');
  const tarballs = await pack(copy);
  say('check');
  refuse([...(await Promise.all(tarballs.map(problemsOf))).flat(), ...problemsTogether(tarballs)]);
  const rows = [];
  for (const tarball of tarballs) {
    const state = await stateOf(tarball, registry);
    rows.push({ tarball, before: before.get(tarball.manifest.name), state });
  }
  refuse(differing(rows));
  say('publish');
  await publishNew(rows, registry);
  return rows;
}
