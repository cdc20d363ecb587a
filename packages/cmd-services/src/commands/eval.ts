// routes eval: how well the registry decides, by queries whose service is known.
import { type Call, isFailure, type Outcome, printable, Failure } from '@rhachet/kit';
import type { Evaluation } from '../classifier/eval-registry.ts';
import { readText } from './input.ts';
import { Notes } from './notes.ts';
import { openRoutes, registryPart, type RegistryOptions } from './open.ts';

type EvalCall = Pick<Call, 'json' | 'words' | 'launch'> & { options: RegistryOptions };

const MOST_SHOWN = 10;

const percent = (share: number | null): string =>
  (share === null ? '-' : `${(share * 100).toFixed(1)} %`).padStart(8);

/** Every second point is enough to choose by. */
const curveLines = ({ curve }: Evaluation): string[] => [
  'min_confidence      kept   refused   overall',
  ...curve
    .filter((_, at) => at % 2 === 0)
    .map(({ threshold, accepted_accuracy: kept, refusal_recall: refused, overall }) => {
      const shares = [kept, refused, overall].map((one) => percent(one).padStart(10));
      return `${threshold.toFixed(2).padStart(14)}${shares.join('')}`;
    }),
];

function toText(found: Evaluation): string {
  const mistakes = found.confusions.slice(0, MOST_SHOWN).map(({ expected, got, count }) => {
    const meant = expected === 'null' ? 'no service' : expected;
    return `  ${count} x ${meant} ${got === null ? 'was refused' : `went to ${got}`}`;
  });
  const lines = [
    `${found.in_scope} queries that mean a service, ${found.out_of_scope} that mean none; ${found.median_ms.toFixed(2)} ms each`,
    `service accuracy   ${percent(found.service_accuracy)}`,
    `org accuracy       ${percent(found.org_accuracy)}`,
    `sent there         ${percent(found.accepted_accuracy)}`,
    `refusal recall     ${percent(found.refusal_recall)}`,
    `overall            ${percent(found.overall)}`,
    `calibration error  ${percent(found.ece)}`,
    '',
    ...curveLines(found),
    ...(mistakes.length > 0 ? ['', 'most frequent mistakes', ...mistakes] : []),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

/** Says in which file the line is that is wrong. */
function inFile(error: unknown, file: string): unknown {
  if (!isFailure(error)) return error;
  const { message, code, exit, hint } = error;
  return new Failure(`${file}: ${message}`, {
    code,
    exit,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** Exit 65 for a file that is not what it should be; how good the decisions are is no matter of exit codes. */
export async function evaluateRoutes({ words, options, json, launch }: EvalCall): Promise<Outcome> {
  const [file = ''] = words;
  const lines = await readText(file);
  const notes = new Notes({ launch, json });
  const routes = await openRoutes(options, notes);
  const onProgress = (done: number, total: number): void => notes.progress('judging', done, total);
  let found: Evaluation;
  try {
    found = registryPart().evalRegistry({ routes, lines, onProgress });
  } catch (error) {
    throw inFile(error, file === '-' ? 'standard input' : file);
  }
  const print = json ? `${JSON.stringify(found)}\n` : toText(found);
  return { note: notes.take(), print };
}
