// What a session and `objects inspect` show of objects and classes.
import { printable } from '@rhachet/kit';
import type { ClassReport, ObjectReport } from '../space/report.ts';

export const HELP = `a statement of the language:  c := @ Counter new    @ c increment    3 + 4
/explain RECEIVER SELECTOR    which method that is, and where it runs
/inspect NAME                 an object with its variables, or a class with its methods
/classes                      the classes that are known so far
/quit                         ends; so does Ctrl-D
`;

export const reportText = (report: ObjectReport | ClassReport): string =>
  'variables' in report ? classText(report) : objectText(report);

function classText({ name, superclass, traits, variables, methods }: ClassReport): string {
  return lines([
    `class ${name}${superclass === null ? '' : `, superclass ${superclass}`}`,
    ...(traits.length > 0 ? [`  traits: ${traits.join(' ')}`] : []),
    ...(variables.length > 0 ? [`  variables: ${variables.join(' ')}`] : []),
    ...methods.map(
      ({ shown, side, runsIn }) => `  ${side === 'class' ? 'class ' : ''}${shown} (${runsIn})`,
    ),
  ]);
}

const objectText = ({ id, class: itsClass, values }: ObjectReport): string =>
  lines([
    `a ${itsClass}`,
    `  id: ${id}`,
    ...Object.entries(values).map(([name, value]) => `  ${name}: ${value}`),
  ]);

const lines = (all: readonly string[]): string => `${all.map(printable).join('\n')}\n`;
