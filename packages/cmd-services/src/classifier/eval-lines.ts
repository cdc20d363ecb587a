// The lines of a file to judge a registry by: JSON Lines of `{"query", "org", "service"}`; `service: null` is to be refused.
import { EXIT, Failure } from '@rhachet/kit';
import type { Routes } from '../cache/routes.ts';
import { orgsNamed, servicesNamed } from '../cache/routes.ts';

export interface EvalLine {
  query: string;
  /** As the registry spells it; `undefined` where nothing should answer. */
  org?: string;
  service?: string;
}

const FORM =
  '{"query": "…", "org": "FND", "service": "salesforce"}; "service": null is to be refused';

function bad(line: number, message: string): Failure {
  return new Failure(`line ${line}: ${message}`, {
    code: 'BAD_LINE',
    exit: EXIT.badData,
    hint: FORM,
  });
}

function parse(text: string, line: number): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw bad(line, `not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw bad(line, 'not an object');
  return value as Record<string, unknown>;
}

const isNothing = (value: unknown): boolean => value === null || value === undefined;

/** The line's target as the registry spells it. A line may leave out the org of a service that is the only one of its name. */
function targetOf(
  routes: Routes,
  value: Record<string, unknown>,
  line: number,
): Omit<EvalLine, 'query'> {
  const { org, service } = value;
  if (service === undefined) throw bad(line, 'it has no "service"');
  if (service === null) return {};
  if (typeof service !== 'string') throw bad(line, '"service" is neither a string nor null');
  if (!isNothing(org) && typeof org !== 'string') throw bad(line, '"org" is no string');
  const codes =
    typeof org === 'string' ? orgsNamed(routes, org).map(({ code }) => code) : undefined;
  if (codes?.length === 0) throw bad(line, `the registry has no org ${String(org)}`);
  const found = servicesNamed(routes, service).filter((one) => codes?.includes(one.org) ?? true);
  const name = typeof org === 'string' ? `${org}.${service}` : service;
  if (found.length > 1 && !codes)
    throw bad(line, `several orgs have a service ${service}: name one`);
  const exact =
    found.find((one) => one.name === service && (!codes || one.org === org)) ?? found[0];
  if (!exact) throw bad(line, `the registry has no service ${name}`);
  return { org: exact.org, service: exact.name };
}

function lineOf(routes: Routes, text: string, line: number): EvalLine {
  const value = parse(text, line);
  const { query } = value;
  if (typeof query !== 'string') throw bad(line, 'it has no "query"');
  return { query, ...targetOf(routes, value, line) };
}

/** Every line that is not blank. Throws a `Failure` (exit 65) with the number of the first bad one. */
export function readEvalLines(routes: Routes, text: string): EvalLine[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, i) => (line.trim() === '' ? undefined : lineOf(routes, line, i + 1)))
    .filter((line) => line !== undefined);
}
