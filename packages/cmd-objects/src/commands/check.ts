// objects check: class files without running them.
import { EXIT, Failure, type Outcome, printable, usage } from '@rhachet/kit';
import type { CheckedFile } from '../check/check-files.ts';
import { type ObjectsCall, tools } from './explain.ts';

const LARGEST = 1024 * 1024;

/** 65 when there is an error in one of the files. */
export function check({ words, json }: ObjectsCall<object>): Outcome {
  if (words.length === 0) throw usage('check needs a file', 'such as: objects check Counter.trash');
  const files = words.map((path) => ({ path, text: readSource(path) }));
  const checked = tools().withRuntime({ database: ':memory:' }, ({ space }) =>
    tools().checkFiles(files, space),
  );
  const isBad = checked.some(
    ({ name, problems }) => name === null || problems.some(({ severity }) => severity === 'error'),
  );
  const exit = isBad ? EXIT.badData : EXIT.ok;
  return { print: json ? `${JSON.stringify(checked)}\n` : checked.map(fileText).join(''), exit };
}

/** @throws Failure (66) */
export function readSource(path: string): string {
  const { readFileSync, statSync } = process.getBuiltinModule('node:fs');
  try {
    if (statSync(path).size > LARGEST) throw new Error(`it is larger than ${LARGEST} bytes`);
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(`cannot read ${path}: ${reason}`, {
      code: 'NO_FILE',
      exit: EXIT.noInput,
      cause,
    });
  }
}

function fileText({ path, name, problems, methods }: CheckedFile): string {
  const lines = [
    `${path}: ${name ?? 'holds no class'}`,
    ...problems.map(
      ({ at, severity, message }) => `  ${at.line}:${at.column + 1} ${severity}: ${message}`,
    ),
    ...methods.map(
      ({ selector, side, kind, reason }) =>
        `  ${side === 'instance' ? '' : `${side} `}${selector}: ${kind}: ${reason}`,
    ),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}
