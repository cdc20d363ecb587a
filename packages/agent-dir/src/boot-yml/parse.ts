// A boot.yml: from YAML to sections with patterns. Its errors name the file, the line and the column.
import { EXIT, Failure, MOST_DEEP_YAML, tooDeepYamlAt } from '@rhachet/kit';
import type { Document, LineCounter } from 'yaml';
import type { Curation, Section, Spec } from '../boot/spec.ts';
import { pattern } from './glob.ts';
import { ordinaryYaml } from './ordinary-yaml.ts';

/** No curation needs more; a file that is larger is not one. */
const MOST_CHARS = 200_000;

type Path = string[];

/** What is needed of the YAML library. */
export type Yaml = Pick<typeof import('yaml'), 'isNode' | 'LineCounter' | 'parseDocument'>;

/** The file under way. */
interface Source {
  file: string;
  text: string;
  /** Loads the library: 25 ms on a slow machine, so only where its word is needed. */
  yaml: () => Yaml;
}

const bad = (message: string, hint: string): Failure =>
  new Failure(message, { code: 'BAD_BOOT_YML', exit: EXIT.badConfig, hint });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `file:line:column` of a value. */
function place(source: Source, path: (string | number)[]): string {
  const { file, yaml } = source;
  const { document, lines } = toDocument(source);
  const node = document.getIn(path, true);
  const offset = yaml().isNode(node) ? node.range?.[0] : undefined;
  if (offset === undefined) return file;
  const { line, col } = lines.linePos(offset);
  return `${file}:${line}:${col}`;
}

function invalid(source: Source, path: (string | number)[], wanted: string): Failure {
  const mode = path[0] === 'briefs' || path[0] === 'skills' ? 'simple' : 'subject';
  const message = `boot.yml has invalid schema for ${mode} mode: ${path.join('.')} is not ${wanted}`;
  return bad(
    `${message} (${place(source, path)})`,
    'a section is { briefs, skills }, each { say: [pattern…], ref: [pattern…] }',
  );
}

function patternsAt(source: Source, path: Path, value: unknown): Curation['say'] {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw invalid(source, path, 'a list of patterns');
  return value.map((glob: unknown, at) => {
    if (typeof glob !== 'string' || glob === '') throw invalid(source, [...path, at], 'a pattern');
    return pattern(glob);
  });
}

function curationAt(source: Source, path: Path, value: unknown): Curation | undefined {
  if (value === undefined) return undefined;
  if (!isObject(value)) throw invalid(source, path, 'a map of say and ref');
  return {
    say: patternsAt(source, [...path, 'say'], value.say),
    ref: patternsAt(source, [...path, 'ref'], value.ref) ?? [],
  };
}

function sectionAt(source: Source, path: Path, value: unknown): Section {
  if (!isObject(value)) throw invalid(source, path, 'a section');
  const briefs = curationAt(source, [...path, 'briefs'], value.briefs);
  const skills = curationAt(source, [...path, 'skills'], value.skills);
  return { name: path.join('.'), ...(briefs && { briefs }), ...(skills && { skills }) };
}

const SUBJECT = 'subject.';

/** The mode that the keys at the top ask for. Throws a `Failure` (exit 78) where they ask for both. */
function modeOf(file: string, keys: string[]): Spec['mode'] {
  const simple = keys.some((key) => key === 'briefs' || key === 'skills');
  const subject = keys.some((key) => key === 'always' || key.startsWith(SUBJECT));
  if (simple && subject) {
    throw bad(
      `mixed mode not allowed — use either top-level briefs/skills OR always/subject, not both (${file})`,
      `its keys are: ${keys.join(', ')}`,
    );
  }
  if (subject) return 'subject';
  return simple ? 'simple' : 'none';
}

function subjectSpec(source: Source, value: Record<string, unknown>): Spec {
  const subjects = new Map<string, Section>();
  let always: Section | undefined;
  for (const [key, below] of Object.entries(value)) {
    // Any other key must have the shape of a section too, and is then without effect.
    const section = sectionAt(source, [key], below);
    if (key === 'always') always = section;
    if (key.startsWith(SUBJECT)) subjects.set(key.slice(SUBJECT.length), section);
  }
  return { mode: 'subject', always, subjects };
}

const invalidYaml = (what: string, where: string): Failure =>
  bad(
    `boot.yml has invalid yaml: ${what} (${where})`,
    'correct it, or remove it to say everything',
  );

function checkLimits(text: string, file: string): void {
  if (text.length > MOST_CHARS)
    throw invalidYaml(`it is longer than ${MOST_CHARS} characters`, file);
  const deep = tooDeepYamlAt(text);
  if (deep === undefined) return;
  const before = text.slice(0, deep).split('\n');
  const where = `${file}:${before.length}:${(before.at(-1) ?? '').length + 1}`;
  throw invalidYaml(`it is nested deeper than ${MOST_DEEP_YAML}`, where);
}

function toDocument({ text, file, yaml }: Source): { document: Document; lines: LineCounter } {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
  });
  const [error] = document.errors;
  if (error === undefined) return { document, lines };
  const { line, col } = lines.linePos(error.pos[0]);
  throw invalidYaml(error.message, `${file}:${line}:${col}`);
}

/** Aliases that multiply are bad YAML too. */
function valueOf(source: Source): unknown {
  const ordinary = ordinaryYaml(source.text);
  if (ordinary !== undefined) return ordinary;
  const { document } = toDocument(source);
  try {
    return document.toJS() as unknown;
  } catch (cause) {
    throw invalidYaml((cause as Error).message, source.file);
  }
}

/**
 * What reads a boot.yml, with the YAML library that it loads where it must. It throws a `Failure` (exit 78) that names the
 * file, and the line and column where they are known.
 */
export const bootYmlParser =
  (yaml: () => Yaml) =>
  (text: string, file: string): Spec => {
    checkLimits(text, file);
    const source: Source = { file, text, yaml };
    const value = valueOf(source);
    if (!isObject(value)) return { mode: 'none' };
    const mode = modeOf(file, Object.keys(value));
    if (mode === 'none') return { mode };
    if (mode === 'subject') return subjectSpec(source, value);
    return { mode, section: { ...sectionAt(source, [], value), name: '' } };
  };
