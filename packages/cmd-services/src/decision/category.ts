// What kind of thing a service is for, where its registry does not say: from its name, its description and its org.
import type { Org, Service } from '../registry/types.ts';
import categories from './categories.json';
import { foldedWords, holdsPhrase } from './words.ts';

export interface Category {
  category: string;
  /** The org that is known for it. */
  org: string;
  /** What people say when they mean it. */
  phrases: string[];
}

/** Words of our own for each; they stand in for examples where a registry has none. */
export const CATEGORIES: readonly Category[] = categories;

const folded = new Map<Category, string[][]>();

function phrasesOf(category: Category): string[][] {
  const known = folded.get(category) ?? category.phrases.map(foldedWords);
  folded.set(category, known);
  return known;
}

const hits = (category: Category, words: string[]): number =>
  phrasesOf(category).filter((phrase) => holdsPhrase(words, phrase)).length;

/** The category of most of its phrases in a text; the earlier of two. */
function inText(text: string): Category | undefined {
  const words = foldedWords(text);
  let best: Category | undefined;
  let most = 0;
  for (const category of CATEGORIES) {
    const count = hits(category, words);
    if (count <= most) continue;
    best = category;
    most = count;
  }
  return best;
}

const byCode = (code: string): Category | undefined =>
  CATEGORIES.find(({ org }) => org === code.toUpperCase());

const ofOrgs = new WeakMap<Org, Category | null>();

/** The category of an org: the one its code is known for, or what its services are mostly about. */
export function categoryOfOrg(org: Org): Category | undefined {
  const known = ofOrgs.get(org);
  if (known !== undefined) return known ?? undefined;
  const found = byCode(org.code) ?? byContent(org);
  ofOrgs.set(org, found ?? null);
  return found;
}

function byContent(org: Org): Category | undefined {
  const all = org.services.map(({ name, description = '' }) => `${name} ${description}`);
  return inText([org.name, org.description ?? '', ...all].join(' '));
}

/** A service that says nothing of its kind is of its org's. */
export function categoryOfService(
  { category, name, description = '' }: Service,
  ofOrg: Category | undefined,
): string | undefined {
  return category ?? ofOrg?.category ?? inText(`${name} ${description}`)?.category;
}
