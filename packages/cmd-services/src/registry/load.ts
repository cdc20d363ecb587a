// Loading a registry: from bytes to the registry and what is to be said about it.
import { EXIT, Failure } from '@rhachet/kit';
import { MOST_BYTES, positionIn, readDocument, type Source } from './document.ts';
import { normalise } from './normalise.ts';
import type { Finding, Registry } from './types.ts';

export interface Loaded {
  registry: Registry;
  /** Warnings only: a registry with an error is not loaded. */
  findings: Finding[];
}

export interface Origin {
  /** The path, or a name for what came from elsewhere. */
  source: string;
  /** SHA-256 of the text, in hex. */
  hash: string;
}

/** `file:line:column: message`, as compilers and editors write it. */
export function findingLine(source: string, { at, level, code, message, hint }: Finding): string {
  const place = at ? `${source}:${at.line}:${at.column}` : source;
  return `${place}: ${level} ${code}: ${message}${hint === undefined ? '' : ` (${hint})`}`;
}

const byPlace = (a: Finding, b: Finding): number =>
  (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0);

/** The document, the registry as far as there is one, and every finding in the order of the file. */
export function readRegistry(
  text: string,
  origin: Origin,
): { registry: Registry; source: Source; findings: Finding[] } {
  const source = readDocument(text);
  if (source.value !== undefined && source.value !== null) {
    if (typeof source.value !== 'object' || Array.isArray(source.value)) {
      const message = 'it is not a map with orgs, rules and defaults';
      source.findings.push({ level: 'error', code: 'wrong-type', message, at: source.place([]) });
    }
  }
  const whole = source.findings.every(({ level }) => level !== 'error');
  const registry = whole
    ? normalise(source, origin)
    : {
        ...origin,
        orgs: [],
        rules: [],
        defaults: { defaultServices: {}, minConfidence: 0.5, onUnknown: 'refuse' as const },
      };
  return { registry, source, findings: source.findings.sort(byPlace) };
}

const SHOWN = 10;

function invalid(source: string, findings: Finding[]): Failure {
  const errors = findings.filter(({ level }) => level === 'error');
  const [first] = errors;
  const more = errors.slice(1, SHOWN).map((one) => findingLine(source, one));
  const left = errors.length - 1 - more.length;
  const place = first?.at ? `${source}:${first.at.line}:${first.at.column}` : source;
  return new Failure(`the registry is invalid: ${first?.message ?? ''} (${place})`, {
    code: 'BAD_REGISTRY',
    exit: EXIT.badConfig,
    hint: first?.hint ?? 'rhachet routes lint shows everything that is wrong with it',
    details: left > 0 ? [...more, `and ${left} more`] : more,
  });
}

/** The registry of a text. Throws a `Failure` (exit 78) with line and column where it cannot be used. */
export function loadRegistry(text: string, origin: Origin): Loaded {
  const { registry, findings } = readRegistry(text, origin);
  if (findings.some(({ level }) => level === 'error')) throw invalid(origin.source, findings);
  return { registry, findings };
}

/** The text of a registry file. Throws a `Failure` (exit 78) for what is no text or too much of it. */
export function decodeRegistry(bytes: Uint8Array, source: string): string {
  const bad = (message: string, { line, column } = { line: 1, column: 1 }): Failure =>
    new Failure(`the registry is invalid: ${message} (${source}:${line}:${column})`, {
      code: 'BAD_REGISTRY',
      exit: EXIT.badConfig,
    });
  if (bytes.length > MOST_BYTES) throw bad(`it is larger than ${MOST_BYTES} bytes`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const text = new TextDecoder().decode(bytes);
    throw bad('it is not UTF-8', positionIn(text, text.indexOf('\ufffd')));
  }
}
