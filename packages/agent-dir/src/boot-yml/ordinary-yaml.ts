// The YAML of an ordinary boot.yml, read by the runtime's own parser: the library, whose word counts, takes 27 ms to load
// and to read three lines, where a whole `roles boot` takes 65. The two differ in what a boot.yml hardly ever has, so
// any such text is left to the library.

interface Engine {
  Bun?: { YAML?: { parse(text: string): unknown } };
}

const MOST_CHARS = 20_000;
/** Neither tags, anchors, escapes, tabs nor block scalars, which begin with what is not in here. */
const ORDINARY = /^(?:"[^"\\\n]*"|'[^'\n]*'|(?<=^|[ \n])#.*(?=\n|$)|[\w ./*:,[\]{}()\n-])*$/;
/** Several documents; a line that closes a bracket; a comma or a colon with nothing before it; perhaps a number;
 * a list or map that may be a key. */
const UNUSUAL =
  /^(?:---|\.\.\.| *[\]}])|(?:^|[\s:,[{-]),|(?:^|[\s,[{]):|(?:^|[\s:,[{])[-.]*\d|[,[{]\s*[[{]/m;
const KEY = /^(?:briefs|skills|say|ref|always|subject\.[\w-]+)$/;
/** Also without a colon: in `{ say, say: […] }` both are keys. */
const KEYS = /(?<=^|[\s{,])(?:briefs|skills|say|ref|always|subject\.[\w-]+)(?=[\s:,}]|$)/gm;

/** How many keys are in a value; not a number where one is none of a boot.yml. */
function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const below = Object.values(value).reduce<number>((sum, one) => sum + countKeys(one), 0);
  if (Array.isArray(value)) return below;
  const keys = Object.keys(value);
  return keys.every((key) => KEY.test(key)) ? below + keys.length : NaN;
}

function parsed(text: string, yaml: { parse(text: string): unknown }): unknown {
  try {
    return yaml.parse(text);
  } catch {
    return undefined;
  }
}

/** The value of a YAML text, or `undefined` where only the library can say: also for whatever is wrong. */
export function ordinaryYaml(text: string): unknown {
  const yaml = (globalThis as Engine).Bun?.YAML;
  if (!yaml || text.length > MOST_CHARS || !ORDINARY.test(text) || UNUSUAL.test(text)) return;
  const value = parsed(text, yaml);
  if (typeof value !== 'object' || value === null) return;
  // A key that stands twice makes the two counts differ.
  return countKeys(value) === (text.match(KEYS)?.length ?? 0) ? value : undefined;
}
