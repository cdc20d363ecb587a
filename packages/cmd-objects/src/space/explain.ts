// Why a message runs the method that it runs: the decision of kit's decider over everything that could answer.
import { decide, type Decision, nearest, type Source } from '@rhachet/kit';
import { normalSelector, shownSelector } from '../language/selector.ts';
import { Block } from '../values/block.ts';
import { BLOCK_SELECTORS } from './block-messages.ts';
import { Instance } from './instance.ts';
import { methodsOf, type Side } from './lookup.ts';
import { classOf, type ObjectSpace } from './object-space.ts';
import type { MethodSource, Receiver, TrashClass } from './trash-class.ts';

export interface Question {
  /** As it was asked: `Counter`, `counter_…`. */
  readonly name: string;
  readonly receiver: Receiver | Block;
  /** As written. */
  readonly selector: string;
  /** Explain what objects of a class would run, not the class itself. */
  readonly ofInstances?: boolean;
}

export interface Answerer {
  readonly holder: TrashClass | null;
  /** 0 is the class itself. */
  readonly distance: number;
  readonly selector: string;
  readonly side: Side;
  readonly method: MethodSource | null;
}

const KINDS = { native: 'native', typescript: 'TypeScript', bash: 'bash' } as const;

/** Where it runs and why: `TypeScript: built in`. */
export const runsIn = ({ kind, reason }: MethodSource): string => `${KINDS[kind]}: ${reason}`;

const isAsked = (answerer: Answerer, { selector }: Question): boolean =>
  answerer.selector === normalSelector(selector);

const source = (space: ObjectSpace): Source<Question, Answerer> => ({
  call: ({ name, selector }) => `${name} ${selector}`,
  candidates: (question) => candidates(question, space),
  signature: ({ holder, selector, side, method }) => {
    const where = `${holder?.name ?? 'Block'}${side === 'class' ? ' class' : ''}`;
    const how = method ? ` (${runsIn(method)})` : ' (native: a block)';
    return `${where} ${shownSelector(selector)}${how}`;
  },
  location: ({ method }) => method?.place ?? 'built in',
  reject: (answerer, question) => (isAsked(answerer, question) ? undefined : 'another selector'),
  outranks: (a, b) =>
    a.distance < b.distance
      ? `${a.holder?.name ?? 'it'} comes before ${b.holder?.name ?? 'it'} in the search`
      : undefined,
  noMatch: ({ name, selector }) => ({
    message: `Method '${selector}' not found in ${name} or its superclasses`,
    suggestion: `ask for what there is: rhachet objects inspect ${name}`,
  }),
  ambiguous: ({ selector }) => ({
    message: `'${selector}' means several methods`,
    suggestion: 'rename one of them',
  }),
});

/** Runs nothing. @throws TrashError for a class that cannot be loaded */
export function explain(question: Question, space: ObjectSpace): Decision<Answerer> {
  return decide(source(space), question);
}

function candidates(question: Question, space: ObjectSpace): Answerer[] {
  const all = answerers(question, space);
  const named = all.filter((answerer) => isAsked(answerer, question));
  if (named.length > 0) return named;
  const near = nearest(
    normalSelector(question.selector),
    all.map(({ selector }) => selector),
  );
  return all.filter(({ selector }) => near.includes(selector)).slice(0, 10);
}

function answerers(
  { receiver, selector, ofInstances = false }: Question,
  space: ObjectSpace,
): Answerer[] {
  if (receiver instanceof Block)
    return BLOCK_SELECTORS.map((name) => ({
      holder: null,
      distance: 0,
      selector: name,
      side: 'instance' as const,
      method: null,
    }));
  const side: Side = receiver instanceof Instance || ofInstances ? 'instance' : 'class';
  const found = holders(classOf(receiver)).flatMap((holder, distance) =>
    ofHolder(holder, { distance, side }),
  );
  return [...found, ...accessors(receiver, { selector, side, space, last: found.length })];
}

/** In the order of the search: a class, its traits, the class above. */
const holders = (itsClass: TrashClass): TrashClass[] =>
  [...itsClass.ancestry()].flatMap((at) => [at, ...at.traits]);

function ofHolder(
  holder: TrashClass,
  { distance, side }: { readonly distance: number; readonly side: Side },
): Answerer[] {
  const methods = [...methodsOf(holder, side).values()];
  const own = methods.map((method) => ({
    holder,
    distance,
    selector: method.selector,
    side,
    method,
  }));
  const aliases = [...holder.parts.aliases].flatMap(([alias, target]) => {
    const method = methodsOf(holder, side).get(target);
    return method ? [{ holder, distance, selector: alias, side, method }] : [];
  });
  return [...own, ...aliases];
}

interface Asked {
  readonly selector: string;
  readonly side: Side;
  readonly space: ObjectSpace;
  readonly last: number;
}

/** The getters and setters that nobody wrote come last. */
function accessors(receiver: Receiver, { selector, side, space, last }: Asked): Answerer[] {
  if (side === 'class') return [];
  const holder = classOf(receiver);
  const normal = normalSelector(selector);
  const method = space.instanceMethodOf(holder, normal);
  if (!method?.source.reason.startsWith('made for the variable')) return [];
  return [{ holder, distance: last + 1, selector: normal, side, method: method.source }];
}
