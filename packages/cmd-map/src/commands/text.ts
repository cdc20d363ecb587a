// How the answers read for a person: a family as a tree, candidates with their reasons.
import { printable, treeLines } from '@rhachet/kit';
import type {
  DispatchError,
  Outcome,
  QueryAnswer,
  ResolutionCandidate,
  RuntimeCase,
  TraceAnswer,
  WhatIfAnswer,
} from '../resolve/types.ts';

const COSTS = {
  zero_overhead: '0 overhead',
  sub_10ns: '~10 ns',
  bounded_log_n: 'O(log n)',
} as const;

const MARKS = { accepted: '✓', rejected: '✗', ambiguous: '?' } as const;

const toText = (lines: string[]): string => `${lines.map(printable).join('\n')}\n`;

type How = Pick<Outcome, 'dispatch_strategy' | 'performance_cost' | 'specificity_analysis'>;

const howText = ({ dispatch_strategy, performance_cost, specificity_analysis }: How): string =>
  [
    dispatch_strategy,
    performance_cost && COSTS[performance_cost],
    specificity_analysis?.replace('_', ' '),
  ]
    .filter((one) => one !== undefined)
    .join(', ');

export function queryText({ symbol, module, family }: QueryAnswer): string {
  const count = `${family.length} overload${family.length === 1 ? '' : 's'}`;
  const children = family.map((one) => ({
    label: `${one.signature}  [${howText(one)}]${one.duplicate ? '  duplicate' : ''}`,
    children: one.location === undefined ? [] : [{ label: one.location }],
  }));
  const title = `${symbol}${module === undefined ? '' : ` in ${module}`}: ${count}`;
  return toText([title, ...treeLines(children)]);
}

function candidateLine({
  signature,
  status,
  reason,
  specificity_reason,
}: ResolutionCandidate): string {
  const why = reason ?? specificity_reason;
  return `  ${MARKS[status ?? 'ambiguous']} ${signature}${why === undefined ? '' : `: ${why}`}`;
}

const errorLines = (error: DispatchError | undefined): string[] =>
  error ? [`${error.code}: ${error.message}`, `hint: ${error.suggestion}`] : [];

const caseLines = (cases: RuntimeCase[] = []): string[] =>
  cases.map(({ args, selected }) => `  (${args.join(', ')}) -> ${selected ?? 'nothing'}`);

type Selected = Pick<
  Outcome,
  | 'selected'
  | 'location'
  | 'dispatch_strategy'
  | 'performance_cost'
  | 'specificity_analysis'
  | 'explain'
  | 'unknown_types'
>;

function selectedLines(answer: Selected): string[] {
  const { selected, location, explain } = answer;
  const unknown = answer.unknown_types ?? [];
  const notes = unknown.length > 0 ? [`not in this map: ${unknown.join(', ')}`] : [];
  if (selected === undefined) return notes;
  return [
    `-> ${selected}  [${howText(answer)}]`,
    ...(location === undefined ? [] : [`   ${location}`]),
    ...(explain === undefined ? [] : [`   ${explain}`]),
    ...notes,
  ];
}

export const traceText = (answer: TraceAnswer): string =>
  toText([
    `${answer.call}: ${answer.resolution_strategy.replaceAll('_', ' ')}`,
    ...answer.candidates.map(candidateLine),
    ...caseLines(answer.runtime_cases),
    ...selectedLines(answer),
    ...errorLines(answer.error),
  ]);

export const whatIfText = ({ call, outcome }: WhatIfAnswer): string =>
  toText([
    `${call}: ${outcome.status.replace('_', ' ')}`,
    ...(outcome.candidates ?? []).map(candidateLine),
    ...caseLines(outcome.runtime_cases),
    ...selectedLines(outcome),
    ...errorLines(outcome.error),
  ]);
