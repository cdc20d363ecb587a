// The public surface of kit.
export { askLine } from './ask-line.ts';
export {
  type AnyCommand,
  type Call,
  type Chunk,
  type Command,
  CONTRACT,
  defineCommand,
  definePackage,
  type Ended,
  type Handover,
  type Host,
  type Outcome,
  type PackageDefinition,
  type Printed,
  type Streamed,
} from './contract.ts';
export { countOption } from './count-option.ts';
export {
  AMBIGUOUS,
  type Candidate,
  decide,
  type Decision,
  type DecisionError,
  NO_MATCH,
  type Source,
  toJson,
} from './decide.ts';
export { EXIT, EXIT_BLOCKED, Failure, type FailureOptions, isFailure, usage } from './failure.ts';
export { explainText } from './explain.ts';
export { commandHelp, commandRows } from './help.ts';
export { isTerminal } from './is-terminal.ts';
export { type Keep, type Launch } from './launch-context.ts';
export { fromLibc } from './libc.ts';
export {
  commandManifest,
  type CommandManifest,
  type InstalledPackage,
  type OptionManifest,
  packageManifest,
  type PackageManifest,
  type WordManifest,
} from './manifest.ts';
export { nearest } from './nearest.ts';
export {
  type Complete,
  type CompleteKind,
  type OptionSpec,
  type OptionTable,
  type OptionValues,
} from './option-table.ts';
export { type Progress, progressOf } from './progress.ts';
export { printable } from './printable.ts';
export { shellQuote } from './shell-quote.ts';
export { failureText } from './report.ts';
export { callPackage } from './call-package.ts';
export { runAlone, runToEnd } from './run-to-end.ts';
export {
  type Table,
  TABLE_PREFIX,
  type TableCall,
  type TableDecision,
  type TableEntry,
  type TableManifest,
  type TableParameter,
} from './table.ts';
export { terminalColumns } from './terminal.ts';
export { type Tree, treeLines } from './tree.ts';
export { mark } from './trace.ts';
export { MOST_DEEP_YAML, tooDeepYamlAt } from './yaml-depth.ts';
