// init --keys: .agent/keyrack.yml names the organisation and the keyracks of the roles.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '@rhachet/agent-dir/link';
import { EXIT, Failure } from '@rhachet/kit';
import { Document, isSeq, LineCounter, parseDocument, YAMLSeq } from '#yaml';
import { readJsonFile } from '../json-file.ts';
import { replaceFile } from '../write-file.ts';
import type { Named } from './linked.ts';

export interface KeysResult {
  org: string;
  extends: string[];
  effect: 'created' | 'updated' | 'found';
  path: string;
}

const FILE = '.agent/keyrack.yml';

/** `organization`, else the scope of the name, else the owner of the repository. */
function detectOrg(root: string): string {
  const { organization, name, repository } = readJsonFile(join(root, 'package.json')).value;
  if (typeof organization === 'string' && organization !== '') return organization;
  const [, scope] = /^@([^/]+)\//.exec(typeof name === 'string' ? name : '') ?? [];
  if (scope !== undefined) return scope;
  const url =
    typeof repository === 'string'
      ? repository
      : (repository as { url?: unknown } | undefined)?.url;
  const [, owner] =
    /(?:^|[/:])([\w.-]+)\/[\w.-]+?(?:\.git)?$/.exec(typeof url === 'string' ? url : '') ?? [];
  if (owner !== undefined) return owner;
  throw new Failure('unable to detect org from package.json', {
    code: 'NO_ORG',
    exit: EXIT.badConfig,
    hint: 'set "organization" in it; else the scope of "name" and the owner of "repository" are asked',
  });
}

const keyrackOf = ({ repo, role }: Named): string => `.agent/repo=${repo}/role=${role}/keyrack.yml`;

const broken = (message: string, cause?: unknown): Failure =>
  new Failure(message, {
    code: 'BAD_KEYRACK',
    exit: EXIT.badConfig,
    hint: 'nothing was written; correct the file and call again',
    cause,
  });

function readManifest(file: string): Document {
  const lineCounter = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), {
    lineCounter,
    prettyErrors: false,
    logLevel: 'error',
  });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    throw broken(`${file}:${line}:${col}: ${error.message}`, error);
  }
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw broken(`${file}:1:1: not a mapping of org, extends and env.<name>`);
  return document;
}

function create(org: string, racks: string[]): Document {
  const empty = { 'env.prod': [], 'env.prep': [], 'env.test': [] };
  return new Document({ org, ...(racks.length > 0 ? { extends: racks } : {}), ...empty });
}

/** Adds the keyracks that are missing and drops those of roles that were removed; says whether anything changed. */
function update(
  document: Document,
  file: string,
  change: { add: string[]; drop: string[] },
): boolean {
  const found = document.get('extends');
  if (found !== undefined && found !== null && !isSeq(found))
    throw broken(`${file}: extends is not a list`);
  const list = isSeq(found) ? found : new YAMLSeq();
  const known = list.items.map(String);
  for (let at = known.length - 1; at >= 0; at -= 1)
    if (change.drop.includes(known[at] ?? '')) list.delete(at);
  const missing = change.add.filter((rack) => !known.includes(rack));
  for (const rack of missing) list.add(document.createNode(rack));
  if (list.items.length === 0) document.delete('extends');
  else if (!isSeq(found)) document.set('extends', list);
  return missing.length > 0 || list.items.length < known.length;
}

/** Writes or extends the manifest for the roles; drops the keyracks of those that were removed. */
export function writeKeys(
  { root, agentRoot }: Project,
  roles: Named[],
  removed: Named[],
): KeysResult {
  const path = join(agentRoot, FILE);
  const racks = roles.map(keyrackOf).filter((rack) => existsSync(join(agentRoot, rack)));
  if (!existsSync(path)) {
    const org = detectOrg(root);
    replaceFile(path, create(org, racks).toString());
    return { org, extends: racks, effect: 'created', path: FILE };
  }
  const document = readManifest(path);
  const changed = update(document, path, { add: racks, drop: removed.map(keyrackOf) });
  const known = document.get('org');
  const org = typeof known === 'string' ? known : detectOrg(root);
  if (known !== org) document.set('org', org);
  const isNew = changed || known !== org;
  if (isNew) replaceFile(path, document.toString({ lineWidth: 0 }));
  return { org, extends: racks, effect: isNew ? 'updated' : 'found', path: FILE };
}

export function keysText({ org, extends: racks, effect, path }: KeysResult): string {
  const leaves = racks.map((rack, at) => `   │  ${at === racks.length - 1 ? '└─' : '├─'} ${rack}`);
  const lines = [
    '🔑 keyrack init',
    `   ├─ org: ${org}`,
    ...(racks.length > 0 ? ['   ├─ extends:', ...leaves] : []),
    `   └─ ${effect} ${path}${effect === 'found' ? ' (no changes)' : ''}`,
  ];
  return `${lines.join('\n')}\n\n`;
}
