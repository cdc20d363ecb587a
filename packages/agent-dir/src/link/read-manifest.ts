// Reads the rhachet.repo.yml of a role package. Somebody else's file: its size, depth and paths are checked.
import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, normalize } from 'node:path';
import { EXIT, Failure } from '@rhachet/kit';
import { isNode, LineCounter, parseDocument } from '#yaml';
import { type Fault, faultText, toManifest } from './schema.ts';
import { RESOURCES, type RepoManifest } from './types.ts';

export const MANIFEST = 'rhachet.repo.yml';

const MOST_BYTES = 1_000_000;

const HINT = 'it belongs to the package: report it there, or install a version that has it right';

const broken = (message: string, cause?: unknown): Failure =>
  new Failure(message, { code: 'BAD_MANIFEST', exit: EXIT.badConfig, hint: HINT, cause });

function readText(file: string): string {
  const stat = statSync(file);
  if (!stat.isFile()) throw broken(`${file} is not a file`);
  if (stat.size > MOST_BYTES)
    throw broken(`${file} has ${stat.size} bytes; a manifest may have ${MOST_BYTES}`);
  return readFileSync(file, 'utf8');
}

interface Parsed {
  value: unknown;
  /** `:line:column` of what the keys lead to, or of the nearest thing above it. */
  position: (keys: PropertyKey[]) => string;
}

function parseYaml(file: string, text: string): Parsed {
  const lineCounter = new LineCounter();
  const at = (offset: number): string => {
    const { line, col } = lineCounter.linePos(offset);
    return `:${line}:${col}`;
  };
  const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'error' });
  const [error] = document.errors;
  if (error) throw broken(`${file}${at(error.pos[0])}: ${error.message}`, error);
  const position = (keys: PropertyKey[]): string => {
    for (let most = keys.length; most > 0; most -= 1) {
      const node = document.getIn(keys.slice(0, most), true);
      if (isNode(node) && node.range) return at(node.range[0]);
    }
    return ':1:1';
  };
  return { value: document.toJS({ maxAliasCount: 100 }) as unknown, position };
}

function parseSafely(file: string, text: string): Parsed {
  try {
    return parseYaml(file, text);
  } catch (error) {
    if (error instanceof RangeError) throw broken(`${file}:1:1: it is nested too deeply`, error);
    if (error instanceof ReferenceError) throw broken(`${file}:1:1: ${error.message}`, error);
    throw error;
  }
}

const leaves = (path: string): boolean =>
  isAbsolute(path) || normalize(path).split('/')[0] === '..';

/** A path that leads out of the package by its own words; links are looked at when they are followed. */
function wayOut({ readme, roles }: RepoManifest): Fault | undefined {
  const paths: [string | undefined, PropertyKey[]][] = [
    [readme, ['readme']],
    ...roles.flatMap((role, at): [string | undefined, PropertyKey[]][] => [
      [role.readme, ['roles', at, 'readme']],
      [role.boot, ['roles', at, 'boot']],
      [role.keyrack, ['roles', at, 'keyrack']],
      ...RESOURCES.flatMap((kind): [string, PropertyKey[]][] =>
        role[kind].map((dir, index) => [
          dir,
          ['roles', at, kind, 'dirs', ...(role.lists.includes(kind) ? [index] : [])],
        ]),
      ),
    ]),
  ];
  const [found] = paths.filter(([path]) => path !== undefined && leaves(path));
  return found && { message: `"${found[0] ?? ''}" leads out of the package`, keys: found[1] };
}

/** The manifest in a file. Throws a `Failure` (exit 78) with file, line and column. */
export function readManifest(file: string): RepoManifest {
  const { value, position } = parseSafely(file, readText(file));
  const read = toManifest(value, { own: false });
  const fault = 'fault' in read ? read.fault : wayOut(read.manifest);
  if (fault) throw broken(`${file}${position(fault.keys)}: ${faultText(fault)}`);
  return (read as { manifest: RepoManifest }).manifest;
}
