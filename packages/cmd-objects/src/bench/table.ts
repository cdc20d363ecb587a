// The measured figures beside those that the plan of such a runtime hoped for.
import type { Timed } from './in-process.ts';
import type { FromBash } from './from-bash.ts';
import { NATIVE, type NativeTimed } from './native.ts';

export interface Row {
  readonly what: string;
  readonly measuredUs: number;
  /** What we aim at, in microseconds. */
  readonly aimUs: number | null;
  readonly besides: string;
}

const AIMS: Readonly<Record<string, number>> = {
  'pure TypeScript dispatch': 0.02,
  'block [:x | x + 1]': 0.05,
  'an event of a stream, to a block': 2,
  'an event of a stream that comes alone': 2,
  [NATIVE.fromTypeScript]: 0.1,
  [NATIVE.fromC]: 0.1,
  [NATIVE.acrossPlugins]: 0.2,
  [NATIVE.block]: 1,
};

/** The first is what the others are compared with. */
function compared(timed: readonly Timed[], base: string): Row[] {
  const first = timed[0]?.ns ?? 1;
  return timed.map(({ name, ns }) => ({
    what: name,
    measuredUs: ns / 1000,
    aimUs: AIMS[name] ?? null,
    besides: `${(ns / first).toFixed(1)} x ${base}`,
  }));
}

interface Measured {
  readonly timed: readonly Timed[];
  readonly native: NativeTimed;
  readonly bash: FromBash;
}

export function rows({ timed, native, bash }: Measured): Row[] {
  const inside = [
    ...compared(timed, 'a direct call'),
    ...compared(native.timed, 'a function of C, called in C'),
  ];
  const { message, captured, call, process } = bash;
  const beside = (us: number): string =>
    `${(us / call).toFixed(1)} x a function of bash, ${(us / process).toFixed(2)} x bash -c`;
  return [
    ...inside,
    {
      what: '@ from bash, without a fork',
      measuredUs: message,
      aimUs: 100,
      besides: beside(message),
    },
    { what: '@ from bash, in $(…)', measuredUs: captured, aimUs: null, besides: beside(captured) },
    { what: 'a function of bash', measuredUs: call, aimUs: null, besides: '' },
    { what: 'bash -c', measuredUs: process, aimUs: null, besides: '' },
  ];
}

/** What the plan knew of the runtime before it, and what it hoped for. */
const PLAN = [
  ['Native method call', '~50 us', '~0.1 us'],
  ['Cross-plugin message', '~100 us', '~0.2 us'],
  ['Block invocation', '~5 ms', '~1 us'],
  ['gRPC event callback', '~10 ms', '~2 us'],
] as const;

const us = (value: number): string => (value < 1 ? value.toFixed(3) : value.toFixed(1));

export function table(all: readonly Row[]): string {
  const width = Math.max(...all.map(({ what }) => what.length));
  const lines = all.map(({ what, measuredUs, aimUs, besides }) => {
    const aim = aimUs === null ? '' : `aim ${us(aimUs)}`;
    return `${what.padEnd(width)}  ${us(measuredUs).padStart(9)} us  ${aim.padEnd(11)} ${besides}`;
  });
  const plan = PLAN.map(
    ([what, now, hoped]) => `${what.padEnd(width)}  ${now.padStart(9)}     ${hoped}`,
  );
  const text = [...lines, '', 'the plan of 2026: before, and hoped for', ...plan];
  return `${text.map((line) => line.trimEnd()).join('\n')}\n`;
}
