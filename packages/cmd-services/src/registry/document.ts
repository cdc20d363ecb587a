// A registry file as YAML: its values, where each of them stands, and what is wrong with it as YAML.
import { MOST_DEEP_YAML, tooDeepYamlAt } from '@rhachet/kit';
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import type { Finding, Position } from './types.ts';

/** Larger than any registry of 10,000 services; a file beyond it is not one. */
export const MOST_BYTES = 16 * 1024 * 1024;
/** What aliases may multiply to: a "billion laughs" of a few lines would fill the memory. */
const MOST_ALIASED = 1000;

export type Path = (string | number)[];

export interface Source {
  /** `undefined` where the text is no YAML. */
  value: unknown;
  findings: Finding[];
  /** Where the value at a path stands, or its key; the nearest thing around it where it has no place of its own. */
  place: (path: Path, part?: 'key' | 'value') => Position;
}

const START: Position = { line: 1, column: 1 };

export function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

const broken = (message: string, at: Position, code = 'bad-yaml'): Finding => ({
  level: 'error',
  code,
  message,
  at,
});

const unusable = (finding: Finding): Source => ({
  value: undefined,
  findings: [finding],
  place: () => START,
});

interface Parsed {
  document: Document;
  at: (offset: number) => Position;
}

/** The map, or the pair in it, that a path leads to. A key that is given twice is found where it counts: the last. */
function pairAt(map: YAMLMap, key: string | number): unknown {
  return map.items.findLast(
    ({ key: one }) => String(isScalar(one) ? one.value : one) === String(key),
  );
}

function offsetAt({ document }: Parsed, path: Path, part: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const [depth, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    const item: unknown = isMap(node)
      ? pairAt(node, step)
      : isSeq(node)
        ? node.items[Number(step)]
        : undefined;
    const key: unknown = isPair(item) ? item.key : undefined;
    node = isPair(item) ? item.value : item;
    const byKey = isNode(key) && (part === 'key' || depth < path.length - 1);
    const wanted = byKey ? key : node;
    if (!isNode(wanted) || !wanted.range) return offset;
    [offset] = wanted.range;
  }
  return offset;
}

function duplicateKeys({ document, at }: Parsed): Finding[] {
  const findings: Finding[] = [];
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (seen.has(name)) {
          findings.push({
            level: 'warning',
            code: 'duplicate-key',
            message: `"${name}" is given twice; the last one counts`,
            at: at(key.range?.[0] ?? 0),
          });
        }
        seen.add(name);
      }
    },
  });
  return findings;
}

function firstAlias({ document, at }: Parsed): Position {
  let offset = 0;
  visit(document, {
    Alias: (_, alias) => {
      offset = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return at(offset);
}

/** Reads the text of a registry. Never throws: what is wrong is a finding with its position. */
export function readDocument(text: string): Source {
  if (text.length > MOST_BYTES) {
    return unusable(broken(`it is longer than ${MOST_BYTES} characters`, START, 'too-large'));
  }
  const deep = tooDeepYamlAt(text);
  if (deep !== undefined) {
    const at = positionIn(text, deep);
    return unusable(broken(`it is nested deeper than ${MOST_DEEP_YAML}`, at, 'too-deep'));
  }
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const options = {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    merge: true,
  } as const;
  const document = parseDocument(text, { ...options, logLevel: 'error' });
  const parsed = { document, at };
  const findings = document.errors.map(({ message, pos }) => broken(message, at(pos[0])));
  if (findings.length > 0) return { value: undefined, findings, place: () => START };
  findings.push(...duplicateKeys(parsed));
  for (const { message, pos } of document.warnings)
    findings.push({ level: 'warning', code: 'yaml', message, at: at(pos[0]) });
  return toSource(parsed, findings);
}

function toSource(parsed: Parsed, findings: Finding[]): Source {
  const place = (path: Path, part: 'key' | 'value' = 'value'): Position =>
    parsed.at(offsetAt(parsed, path, part));
  try {
    const value: unknown = parsed.document.toJS({ maxAliasCount: MOST_ALIASED });
    return { value, findings, place };
  } catch (error) {
    return unusable(broken((error as Error).message, firstAlias(parsed), 'aliases'));
  }
}
