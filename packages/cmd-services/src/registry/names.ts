// The orgs and services that references may name, and what is said of a reference that names none.
import { nearest } from '@rhachet/kit';
import type { Reader } from './reader.ts';
import type { Org } from './types.ts';

export type Names = Map<string, { org: Org; services: Set<string> }>;

export const namesOf = (orgs: Org[]): Names =>
  new Map(
    orgs.map((org) => [org.code, { org, services: new Set(org.services.map(({ name }) => name)) }]),
  );

/** Whether a text is `ORG.service` of this registry. */
export function isService(names: Names, text: string): boolean {
  const dot = text.indexOf('.');
  return names.get(text.slice(0, dot))?.services.has(text.slice(dot + 1)) ?? false;
}

function hintOf(name: string, among: Iterable<string>): { hint?: string } {
  const [close] = nearest(name, among, 1);
  return close === undefined ? {} : { hint: `did you mean ${close}?` };
}

export function danglingService(
  reader: Reader,
  key: string,
  { org, name, so = '' }: { org: Org; name: string; so?: string },
): void {
  const message = `${org.code}.${name} is not a service${so}`;
  const hint = hintOf(
    name,
    org.services.map((one) => one.name),
  );
  reader.note(key, { level: 'warning', code: 'dangling-service', message, ...hint });
}

export function danglingOrg(
  reader: Reader,
  key: string,
  { code, names, so = '' }: { code: string; names: Names; so?: string },
): void {
  const message = `${code} is not an org${so}`;
  reader.note(key, {
    level: 'warning',
    code: 'dangling-org',
    message,
    ...hintOf(code, names.keys()),
  });
}
