// Which files of one kind are said, which are referred to, which are left over, and why.
import type { Curation, Kind, Pattern, Section, Spec } from './spec.ts';

export type Fate = 'said' | 'referenced' | 'also' | 'left out';

/** Why one file has one fate. A file can have two: said in one subject, referenced from another. */
export interface Reason {
  path: string;
  fate: Fate;
  reason: string;
}

export interface Plan<T> {
  say: T[];
  ref: T[];
  /** Subject mode: what no section claims. */
  also: T[];
  /** Only asked for by --explain. */
  reasons: () => Reason[];
}

interface Item {
  /** Relative to the role's directory. */
  path: string;
}

export interface Selection {
  kind: Kind;
  spec: Spec;
  /** What `--subject` names; `undefined`: all. */
  subjects: string[] | undefined;
}

const firstMatch = (patterns: Pattern[], path: string): string | undefined =>
  patterns.find((pattern) => pattern.matches(path))?.glob;

const keyOf = ({ name }: Section, key: string): string => (name === '' ? key : `${name}.${key}`);

class Planned<T extends Item> implements Plan<T> {
  say: T[] = [];
  ref: T[] = [];
  also: T[] = [];
  readonly noted: Reason[] = [];
  readonly said = new Set<T>();
  readonly referred = new Set<T>();

  note(item: T, fate: Fate, reason: string): void {
    this.noted.push({ path: item.path, fate, reason });
  }

  reasons(): Reason[] {
    return this.noted;
  }

  saying(item: T, reason: string): void {
    this.say.push(item);
    this.said.add(item);
    this.note(item, 'said', reason);
  }

  referring(item: T, reason: string): void {
    this.ref.push(item);
    this.referred.add(item);
    this.note(item, 'referenced', reason);
  }
}

/** Simple mode: `say` decides alone where it is there; else `ref` takes some out of what is said. */
function planSimple<T extends Item>(items: T[], curation: Curation, kind: Kind): Plan<T> {
  const plan = new Planned<T>();
  for (const item of items) {
    const { say, ref } = curation;
    if (say !== undefined) {
      const glob = firstMatch(say, item.path);
      if (glob === undefined) plan.referring(item, `${kind}.say does not match it`);
      else plan.saying(item, `${kind}.say "${glob}"`);
      continue;
    }
    const glob = firstMatch(ref, item.path);
    if (glob === undefined)
      plan.saying(item, `${kind}.say is absent, and ${kind}.ref does not match it`);
    else plan.referring(item, `${kind}.ref "${glob}"`);
  }
  return plan;
}

/**
 * Subject mode, one section. The first section that says a file says it; a later one that would say it again adds one
 * reference. A file that is said gets no reference of `ref`, but one that an earlier section gave stays: prompts that
 * people have today hold such a file in both lists.
 */
function claim<T extends Item>(
  items: T[],
  section: Section,
  into: { plan: Planned<T>; kind: Kind },
): void {
  const { plan, kind } = into;
  const { say = [], ref = [] } = section[kind] ?? {};
  const saidHere = new Set<T>();
  for (const item of items) {
    const glob = firstMatch(say, item.path);
    if (glob === undefined) continue;
    saidHere.add(item);
    const reason = `${keyOf(section, `${kind}.say`)} "${glob}"`;
    if (!plan.said.has(item)) plan.saying(item, reason);
    else if (!plan.referred.has(item)) plan.referring(item, `${reason}, and it is said already`);
  }
  for (const item of items) {
    const glob = firstMatch(ref, item.path);
    if (glob === undefined || saidHere.has(item)) continue;
    if (plan.said.has(item) || plan.referred.has(item)) continue;
    plan.referring(item, `${keyOf(section, `${kind}.ref`)} "${glob}"`);
  }
}

function planSubjects<T extends Item>(
  items: T[],
  sections: Section[],
  { kind, subjects }: Selection,
): Plan<T> {
  const plan = new Planned<T>();
  for (const section of sections) claim(items, section, { plan, kind });
  for (const item of items) {
    if (plan.said.has(item) || plan.referred.has(item)) continue;
    if (subjects !== undefined) {
      plan.note(item, 'left out', `no section that --subject chose claims it`);
      continue;
    }
    plan.also.push(item);
    plan.note(item, 'also', 'no section claims it');
  }
  return plan;
}

/** The sections that apply, in the order in which they claim: always, then the subjects. */
export function sectionsOf(
  spec: Extract<Spec, { mode: 'subject' }>,
  subjects: string[] | undefined,
): Section[] {
  const chosen = subjects ?? [...spec.subjects.keys()];
  return [spec.always, ...chosen.map((slug) => spec.subjects.get(slug))].filter(
    (section) => section !== undefined,
  );
}

/** Plans the files of one kind, which come sorted by path. */
export function plan<T extends Item>(items: T[], selection: Selection): Plan<T> {
  const { kind, spec, subjects } = selection;
  if (spec.mode === 'subject') return planSubjects(items, sectionsOf(spec, subjects), selection);
  const curation = spec.mode === 'simple' ? spec.section[kind] : undefined;
  if (curation) return planSimple(items, curation, kind);
  const reason =
    spec.mode === 'simple' ? `boot.yml has no ${kind}` : 'no boot.yml chooses among the files';
  return {
    say: items,
    ref: [],
    also: [],
    reasons: () => items.map(({ path }) => ({ path, fate: 'said', reason })),
  };
}
