// The words that start a member of a class, and where the next one stands in a text that makes no sense.

const METHOD_WORDS = [
  'method',
  'rawMethod',
  'classMethod',
  'rawClassMethod',
  'testMethod',
  'rawTestMethod',
  'primitiveMethod',
  'primitiveClassMethod',
];
const OTHER_WORDS = [
  'instanceVars',
  'classInstanceVars',
  'include',
  'requires',
  'category',
  'pragma',
  'alias',
  'before',
  'after',
  'primitive',
  'classPrimitive',
];
const ANY = [...METHOD_WORDS, ...OTHER_WORDS].join('|');

const LINE = new RegExp(`^[ \\t]*(?=(?:${ANY}):(?![:=]))`, 'gm');
const SAME_LINE = new RegExp(`(?<![\\w:#$])(?=(?:${ANY}):(?![:=]))|\\n|[ \\t]#`, 'g');
const METHOD_LINE = new RegExp(
  `[ \\t]*(?:${METHOD_WORDS.join('|')}):[ \\t]*[A-Za-z_][^\\n]*\\[`,
  'y',
);

/** Where to go on behind `offset`: at a member on this line, else at a line that starts one, else at the end. */
export function nextMember(text: string, offset: number): number {
  SAME_LINE.lastIndex = offset;
  const sameLine = SAME_LINE.exec(text);
  if (sameLine?.[0] === '') return sameLine.index;
  LINE.lastIndex = sameLine?.index ?? text.length;
  const line = LINE.exec(text);
  return line === null ? text.length : LINE.lastIndex;
}

/** Whether a line is the head of a method: nothing else looks like that, in bash neither. */
export function isMethodLine(text: string, lineStart: number): boolean {
  METHOD_LINE.lastIndex = lineStart;
  return METHOD_LINE.test(text);
}
