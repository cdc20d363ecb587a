// Deep nesting ends the YAML library in a stack overflow, and Node with it: such a text is refused before it is parsed.

/** No file of ours is a tenth as deep. */
export const MOST_DEEP_YAML = 100;

/** Brackets in texts count too. */
function deepBrackets(text: string): number | undefined {
  let depth = 0;
  for (const found of text.matchAll(/[[\]{}]/g)) {
    const opens = found[0] === '[' || found[0] === '{';
    depth = opens ? depth + 1 : Math.max(0, depth - 1);
    if (depth > MOST_DEEP_YAML) return found.index;
  }
  return undefined;
}

/** `- - - …` opens a level with every mark. */
function deepMarks(text: string): number | undefined {
  const compact = new RegExp(`^[ \\t]*(?:[-?:][ \\t]+){${MOST_DEEP_YAML}}`, 'm');
  return compact.exec(text)?.index;
}

/** Block style needs at least one more space for each level. */
function deepIndent(text: string): number | undefined {
  const open: number[] = [];
  for (const line of text.matchAll(/^( *)[^\s#]/gm)) {
    const indent = line[1]?.length ?? 0;
    while ((open.at(-1) ?? -1) >= indent) open.pop();
    open.push(indent);
    if (open.length > MOST_DEEP_YAML) return line.index;
  }
  return undefined;
}

/** The offset at which a text is nested too deeply; `undefined` where it is not. */
export const tooDeepYamlAt = (text: string): number | undefined =>
  deepBrackets(text) ?? deepMarks(text) ?? deepIndent(text);
