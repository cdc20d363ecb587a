// routes eval: how well the registry decides, by queries whose service is known.
import { type Call, EXIT, Failure, type Outcome, printable } from '@rhachet/kit';
import { routerOf } from '../decision/router.ts';
import type { RouteDecision } from '../decision/types.ts';
import {
  type Confusion,
  confusionsOf,
  type CurvePoint,
  curveOf,
  type Judged,
  type Quality,
  qualityOf,
} from '../evaluate/metrics.ts';
import { readText } from './input.ts';
import { Notes } from './notes.ts';
import { openRoutes, type RegistryOptions } from './open.ts';

type EvalCall = Pick<Call, 'json' | 'words' | 'launch'> & { options: RegistryOptions };

interface Row {
  query: string;
  meant?: { org: string; service: string };
}

function badLine(file: string, line: number, message: string): Failure {
  const hint =
    '{ "query": text, "org": code, "service": name }, with "service": null for a query that no service should answer';
  return new Failure(`${file}:${line}: ${message}`, { code: 'BAD_EVAL', exit: EXIT.badData, hint });
}

function toRow(line: string, at: number, file: string): Row {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw badLine(file, at, `no JSON: ${(error as Error).message}`);
  }
  const { query, org, service } = (value ?? {}) as Record<string, unknown>;
  if (typeof query !== 'string') throw badLine(file, at, 'it has no "query"');
  if (service === null || service === undefined) return { query };
  if (typeof service !== 'string' || typeof org !== 'string')
    throw badLine(file, at, 'it names no "org" and "service"');
  return { query, meant: { org, service } };
}

const parseRows = (text: string, file: string): Row[] =>
  text
    .split('\n')
    .map((line, at) => ({ line: line.trim(), at: at + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, at }) => toRow(line, at, file));

/** A rule is sure; else the classifier's first counts, also where it was not sure enough to be followed. */
function judge({ query, meant }: Row, made: RouteDecision): Judged {
  const { decidedBy, service, scored, confidence } = made;
  const [first] = scored;
  const decided = service && { org: service.org, service: service.name };
  const best =
    decidedBy === 'rule' || !first ? decided : { org: first.org, service: first.service };
  const org = decidedBy === 'default' ? service?.org : best?.org;
  return {
    query,
    ...(meant ? { meant } : {}),
    ...(best ? { best } : {}),
    ...(org === undefined ? {} : { org }),
    refused: !service || decidedBy === 'fallback',
    confidence: decidedBy === 'rule' || !first ? confidence : first.score,
  };
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`.padStart(8);

function toText(quality: Quality, curve: CurvePoint[], confusions: Confusion[]): string {
  const { in_scope, out_of_scope } = quality;
  const lines = [
    `${in_scope} queries that mean a service, ${out_of_scope} that mean none`,
    `service accuracy   ${percent(quality.service_accuracy)}`,
    `org accuracy       ${percent(quality.org_accuracy)}`,
    `refusal recall     ${percent(quality.refusal_recall)}`,
    `overall            ${percent(quality.overall)}`,
    `calibration error  ${percent(quality.ece)}`,
    '',
    'min_confidence      kept   refused   overall',
    ...curve.map(
      (at) =>
        `${at.min_confidence.toFixed(1).padStart(14)}${[at.kept, at.refusal_recall, at.overall].map((one) => percent(one).padStart(10)).join('')}`,
    ),
  ];
  if (confusions.length > 0) lines.push('', 'most frequent mistakes');
  for (const { meant, got, count } of confusions)
    lines.push(printable(`  ${count} x ${meant} went to ${got}`));
  return `${lines.join('\n')}\n`;
}

/** Exit 65 for a file that is not what it should be; how good the decisions are is no matter of exit codes. */
export async function evaluateRoutes({ words, options, json, launch }: EvalCall): Promise<Outcome> {
  const [file = ''] = words;
  const rows = parseRows(await readText(file), file);
  if (rows.length === 0) throw badLine(file, 1, 'it has no queries');
  const notes = new Notes({ launch, json });
  const routes = await openRoutes(options, notes);
  const route = routerOf(routes);
  const judged = rows.map((row, at) => {
    notes.progress('judging', at, rows.length);
    return judge(row, route({ source: 'text', text: row.query }));
  });
  const quality = qualityOf(judged);
  const curve = curveOf(judged);
  const confusions = confusionsOf(judged);
  const note = notes.take();
  if (json) return { note, print: `${JSON.stringify({ ...quality, curve, confusions })}\n` };
  return { note, print: toText(quality, curve, confusions) };
}
