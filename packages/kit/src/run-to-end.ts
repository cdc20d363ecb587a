// One call, from the start of the process to its end.
import { callPackage } from './call-package.ts';
import type { Outcome, PackageDefinition } from './contract.ts';
import { EXIT, EXIT_BLOCKED, Failure } from './failure.ts';
import { type Launch, takeLaunch } from './launch-context.ts';
import { type InstalledPackage, packageManifest } from './manifest.ts';
import { isRequired, wantsJson } from './own-options.ts';
import { report } from './report.ts';
import { dieBy, end, streamBoth, streamOut, writeErr, writeOut } from './terminal.ts';
import { finishTrace, mark, startTrace } from './trace.ts';

/** Carries an outcome out. Returns the exit code; a hand-over normally never returns. */
async function carryOut(outcome: Outcome, words: string[]): Promise<number> {
  if ('become' in outcome) {
    const { note = '' } = outcome;
    const { exit, signal } = await outcome.become(() => {
      mark('target.exec');
      writeErr(finishTrace(words) + note);
    });
    if (signal !== undefined) dieBy(signal);
    return exit;
  }
  if ('stream' in outcome) {
    mark('target.exec');
    return streamBoth(outcome.stream);
  }
  const { note = '', print = '', exit = EXIT.ok } = outcome;
  writeErr(note);
  if (typeof print === 'string') writeOut(print);
  else await streamOut(print);
  mark('command.done');
  return exit;
}

/** The launcher started us in `/`, away from whatever the working directory wants to load into our process. */
function returnTo(cwd: string): void {
  try {
    process.chdir(cwd);
  } catch (cause) {
    const hint = 'it was removed, or may no longer be entered: cd to another directory';
    throw new Failure(`cannot enter the working directory ${cwd}`, {
      code: 'CWD',
      exit: EXIT.noInput,
      hint,
      cause,
    });
  }
}

/** The launcher cannot ask `node` for its version without a fork. */
function checkNode(): void {
  if (Number.parseInt(process.versions.node, 10) >= 20) return;
  throw new Failure(`rhachet needs Node.js 20 or newer; this is ${process.versions.node}`, {
    code: 'OLD_NODE',
    exit: EXIT.badConfig,
    hint: `update ${process.execPath}, or install the runtime that rhachet brings (npm install --include=optional)`,
  });
}

/**
 * Does `work` and ends the process with its outcome or with the report of its failure.
 * With `run --required`, every failure of our own ends with 2.
 */
export async function runToEnd(
  words: string[],
  work: (launch: Launch) => Promise<Outcome>,
  firstStage = 'command.loaded',
): Promise<never> {
  let code: number;
  try {
    checkNode();
    const launch = takeLaunch();
    startTrace(launch.cwd);
    mark(firstStage);
    returnTo(launch.cwd);
    code = await carryOut(await work(launch), words);
  } catch (error) {
    mark('failed');
    const exit = report(error, wantsJson(words));
    code = isRequired(words) ? EXIT_BLOCKED : exit;
  }
  writeErr(finishTrace(words));
  return end(code);
}

/** The package's own bin: the command word may be left out. */
export function runAlone(definition: PackageDefinition, argv: string[]): Promise<never> {
  const [first] = argv;
  const known = definition.commands.some(({ name }) => name.split(' ')[0] === first);
  const words = known || definition.word === undefined ? argv : [definition.word, ...argv];
  return runToEnd(words, (launch) => {
    if (first === '--version')
      return Promise.resolve({ print: `${definition.package} ${definition.version}\n` });
    const packages = (): Promise<InstalledPackage[]> =>
      Promise.resolve([{ ...packageManifest(definition), dir: launch.from }]);
    return callPackage(definition, words, { launch, packages, load: () => definition });
  });
}
