// The public face of the package: what another repository may rely on.
export { compareMany, type Row, type Table } from './compare-many.ts';
export { compare, type Comparison } from './compare.ts';
export type { Verdict } from './decide.ts';
export { formatGate } from './format-gate.ts';
export { formatTable } from './format-table.ts';
export { assertGate, gate, type GateResult } from './gate.ts';
export type { Load } from './load.ts';
export { measure, type Measurement } from './measure.ts';
export type {
  CompareManyOptions,
  CompareOptions,
  Env,
  Expect,
  GateOptions,
  MeasureOptions,
  Settings,
  Variant,
} from './options.ts';
export type { Overhead } from './overhead.ts';
export type { SideResult } from './side.ts';
