// The public face of the package: what another repository may rely on.
export { defineConfig, type PerfConfig } from './cli/config.ts';
export { compareMany, type Row, type Table } from './compare-many.ts';
export { compare, type Comparison } from './compare.ts';
export type { Verdict } from './decide.ts';
export { formatGate } from './format-gate.ts';
export { formatTable } from './format-table.ts';
export { assertGate, gate, type GateResult } from './gate.ts';
export type { Load } from './load.ts';
export {
  assertAddsLessThan,
  type Chain,
  type Limit,
  type Over,
} from './matchers/adds-less-than.ts';
export { measure, type Measurement } from './measure.ts';
export type { NullTest } from './null-test.ts';
export type {
  BlameOptions,
  CompareManyOptions,
  CompareOptions,
  Env,
  Expect,
  GateKind,
  GateOptions,
  MeasureOptions,
  Progress,
  Settings,
  TraceOptions,
  TraceSource,
  Variant,
} from './options.ts';
export type { Outlier } from './outliers.ts';
export type { Overhead } from './overhead.ts';
export type { SideResult } from './side.ts';
export type { Interval } from './statistics.ts';
export { type Blame, blame, type StageShift } from './trace/blame.ts';
export { chromeTrace, readChromeEvents } from './trace/chrome.ts';
export { formatBlame, formatWaterfall } from './trace/format.ts';
export { trace, type TraceResult } from './trace/trace.ts';
export type { Stage, Waterfall } from './trace/waterfall.ts';
