// The entry of every `rhachet` call: from its first word to the package that answers it.
import {
  callPackage,
  EXIT,
  type Host,
  type Launch,
  mark,
  type Outcome,
  runToEnd,
} from '@rhachet/kit';
import { version } from '../package.json' with { type: 'json' };
import { requirePackage } from './find-package.ts';
import { loadPackage } from './load.ts';
import { installedPackages } from './manifests.ts';
import { expandRhxInit } from './rhx-init.ts';
import { ownPackageFor } from './table.ts';
import { findThirdParty } from './third-party.ts';
import { versionText } from './version.ts';

const FALLBACK = '@rhachet/cmd-all';

/** Where the package is that answers a word: ours, then a third party's, then cmd-all, which suggests the nearest. */
async function packageFor(word: string, launch: Launch): Promise<string> {
  const own = ownPackageFor(word);
  if (own !== undefined) return requirePackage(own, launch.from);
  const third = await findThirdParty(word, launch.cwd);
  return third?.dir ?? requirePackage(FALLBACK, launch.from);
}

async function dispatch(words: string[], launch: Launch): Promise<Outcome> {
  const host: Host = {
    launch,
    packages: (options) => installedPackages(launch, options),
    load: ({ dir }) => loadPackage(dir),
  };
  const [word] = words;
  if (word === '--version') return { print: await versionText(launch, version) };
  const asksHelp = word === undefined || word === '--help' || word === '-h';
  const call = asksHelp ? ['help', ...words.slice(1)] : words;
  mark('dispatch.parsed');
  const dir = await packageFor(call[0] ?? '', launch);
  mark('dispatch.resolved');
  const definition = loadPackage(dir);
  mark('command.loaded');
  const outcome = await callPackage(definition, call, host);
  return word === undefined ? { ...outcome, exit: EXIT.usage } : outcome;
}

if (import.meta.main) {
  const words = expandRhxInit(process.argv.slice(2));
  void runToEnd(words, (launch) => dispatch(words, launch), 'dispatch.start');
}
