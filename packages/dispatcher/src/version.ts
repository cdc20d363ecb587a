// rhachet --version: the program, the contract, the runtime, and where each was found.
import { CONTRACT, type Launch, printable } from '@rhachet/kit';
import { files } from '#files';
import { installedPackages } from './manifests.ts';

/** Of the package whose bin was started, which has versions of its own; `instead` where there is none, as standalone. */
async function programVersion({ from }: Launch, instead: string): Promise<string> {
  try {
    const manifest = (await files.readJson(`${from}/package.json`)) as { version?: unknown } | null;
    return typeof manifest?.version === 'string' ? manifest.version : instead;
  } catch {
    return instead;
  }
}

/** @param version the dispatcher's own */
export async function versionText(launch: Launch, version: string): Promise<string> {
  const engine = files.engine();
  const rows = [
    ['rhachet', await programVersion(launch, version), launch.from],
    ['contract', String(CONTRACT), process.argv[1] ?? ''],
    [engine.name, engine.version, engine.path],
  ];
  for (const { dir, package: name, version: its } of await installedPackages(launch)) {
    rows.push([name, its, dir]);
  }
  const widths = [0, 1].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: string[]): string =>
    row.map((cell, at) => printable(cell).padEnd(widths[at] ?? 0)).join('  ');
  return `${rows.map(line).join('\n')}\n`;
}
