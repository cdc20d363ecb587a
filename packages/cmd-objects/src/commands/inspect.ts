// objects inspect: an object with its variables, or a class with its methods and where each runs.
import type { Outcome } from '@rhachet/kit';
import { printable } from '@rhachet/kit';
import type { ClassReport, ObjectReport } from '../space/report.ts';
import { type ObjectsCall, runtime } from './explain.ts';
import { runtimeOptions } from './places.ts';

export function inspect({ options, words, json }: ObjectsCall): Outcome {
  const [name] = words;
  const report = runtime().withRuntime(runtimeOptions(options), (opened) =>
    name === undefined ? opened.classes() : opened.inspect(name),
  );
  if (json) return { print: `${JSON.stringify(report)}\n` };
  if (Array.isArray(report)) return { print: report.map((one) => `${printable(one)}\n`).join('') };
  return { print: 'variables' in report ? classText(report) : objectText(report) };
}

function classText({ name, superclass, traits, variables, methods }: ClassReport): string {
  const head = `class ${name}${superclass === null ? '' : `, a ${superclass}`}`;
  const lines = [
    head,
    ...(traits.length > 0 ? [`  traits: ${traits.join(' ')}`] : []),
    ...(variables.length > 0 ? [`  variables: ${variables.join(' ')}`] : []),
    ...methods.map(
      ({ shown, side, runsIn }) => `  ${side === 'class' ? 'class ' : ''}${shown}: ${runsIn}`,
    ),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function objectText({ id, class: itsClass, values }: ObjectReport): string {
  const lines = [
    `a ${itsClass}`,
    `  id: ${id}`,
    ...Object.entries(values).map(([name, value]) => `  ${name}: ${value}`),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}
