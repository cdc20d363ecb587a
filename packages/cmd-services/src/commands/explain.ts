// --explain: which service a request means, and why.
import { EXIT, explainText, type Outcome, printable } from '@rhachet/kit';
import type { Explanation } from '../dispatch/explanation.ts';
import type { Notes } from './notes.ts';

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Each step in the order in which it was asked, then what the classifier thought. */
function stepLines({ steps, scored, features }: Explanation): string[] {
  const lines = steps.map(({ step, said }) => `  ${step}: ${said}`);
  const best = scored.map(({ org, service, score }) => `  ${percent(score)} ${org}.${service}`);
  return [
    ...(lines.length > 0 ? ['steps', ...lines] : []),
    ...(best.length > 0 ? ['classifier', ...best] : []),
    ...(features.length > 0 ? [`  by ${features.join(', ')}`] : []),
  ];
}

function toText(explanation: Explanation): string {
  const { org = '', service = '', decided_by, confidence, category } = explanation;
  const kind = category === undefined ? '' : `, category ${category}`;
  const lines =
    decided_by === undefined
      ? []
      : [`→ ${org}.${service}: ${decided_by}, confidence ${percent(confidence)}${kind}`];
  const all = [...lines, ...stepLines(explanation)].map(printable);
  return `${explainText({ ...explanation, accepted: [] })}${all.map((line) => `${line}\n`).join('')}`;
}

/** Exit 127 where no single service is meant. */
export function explained(
  explanation: Explanation,
  { json, notes }: { json: boolean; notes: Notes },
): Outcome {
  const print = json ? `${JSON.stringify(explanation)}\n` : toText(explanation);
  const exit = explanation.service === undefined ? EXIT.notFound : EXIT.ok;
  return { note: notes.take(), print, exit };
}
