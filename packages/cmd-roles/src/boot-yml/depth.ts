// Deep nesting ends the YAML library in a stack overflow, and Node with it: such a text is refused before it is parsed.

/** No curation is deeper than four. */
export const MOST_DEEP = 100;

/** `- - - …` opens a level with every mark. */
const COMPACT = new RegExp(`^[ \\t]*(?:[-?:][ \\t]+){${MOST_DEEP}}`, 'm');

/** The offset at which a text is nested too deeply; `undefined` where it is not. Brackets in texts count too. */
export function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (const found of text.matchAll(/[[\]{}]/g)) {
    const opens = found[0] === '[' || found[0] === '{';
    depth = opens ? depth + 1 : Math.max(0, depth - 1);
    if (depth > MOST_DEEP) return found.index;
  }
  return COMPACT.exec(text)?.index;
}
