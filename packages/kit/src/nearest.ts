// "Did you mean": the names that are closest to what was typed.
import leven from 'leven';

const LONGEST = 200;

/** The names within half of the typed word's length (at least 2 edits), nearest first, `most` at the most. */
export function nearest(word: string, names: Iterable<string>, most = 3): string[] {
  // Nobody mistypes a name that long, and each comparison costs its length.
  if (word.length > LONGEST) return [];
  const reach = Math.max(2, Math.ceil(word.length / 2));
  const typed = word.toLowerCase();
  return [...new Set(names)]
    .map((name) => ({ name, far: leven(typed, name.toLowerCase()) }))
    .filter(
      ({ name, far }) => far <= reach || (typed.length > 2 && name.toLowerCase().includes(typed)),
    )
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}
