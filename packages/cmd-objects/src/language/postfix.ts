// The messages that the language answers itself, without `@`: control flow, tests, texts as JSON.

const UNARY = new Set(
  `not isEmpty notEmpty fileExists isFile isDirectory isFifo isSymlink isReadable isWritable isExecutable
  arrayLength arrayFirst arrayLast arrayIsEmpty objectKeys objectValues objectLength objectIsEmpty
  stringToJsonArray`.split(/\s+/),
);

const KEYWORD = `ifTrue: ifTrue:ifFalse: ifFalse: ifFalse:ifTrue: ifNil: ifNil:ifNotNil: ifNotNil:
  ifNotNil:ifNil: timesRepeat: whileTrue: whileFalse: to:do: and: or: matches: do: collect: select:
  detect: detect:ifNone: inject:into: arrayPush: arrayPushJson: arrayAt: arrayAt:put: arrayRemoveAt:
  objectAt: objectAt:put: objectAt:putJson: objectHasKey: objectRemoveKey: jsonPath:`.split(/\s+/);

/** Written in the other order, which means the same. */
const SWAPPED: Readonly<Record<string, string>> = {
  'ifFalse:ifTrue:': 'ifTrue:ifFalse:',
  'ifNotNil:ifNil:': 'ifNil:ifNotNil:',
};

const COMPLETE = new Set(KEYWORD);
/** `inject:`, `inject:into:`: what is a whole selector, or may still become one. */
const PREFIXES = new Set(
  KEYWORD.flatMap((selector) => {
    const words = selector.split(/(?<=:)/);
    return words.map((_, index) => words.slice(0, index + 1).join(''));
  }),
);

/**
 * Behind the last argument of a message these are about its answer: `@ list includes: x ifTrue: […]`. Any
 * other keyword goes on with the selector, as `and:` in `@ block valueWith: a and: b`.
 */
const ABOUT_ANSWER = new Set(['ifTrue:', 'ifFalse:', 'ifNil:', 'ifNotNil:']);

export const isUnaryPostfix = (name: string): boolean => UNARY.has(name);
export const isKeywordPostfix = (selector: string): boolean => COMPLETE.has(selector);
export const startsKeywordPostfix = (selector: string): boolean => PREFIXES.has(selector);
export const isAboutAnswer = (keyword: string): boolean => ABOUT_ANSWER.has(keyword);

/** One order of the two for everybody behind the parser. */
export function inOrder<T>(
  selector: string,
  args: readonly T[],
): { selector: string; args: readonly T[] } {
  const swapped = SWAPPED[selector];
  return swapped === undefined
    ? { selector, args }
    : { selector: swapped, args: args.toReversed() };
}
