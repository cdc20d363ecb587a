// What is printed of a skill.
import { expect, it } from 'vitest';
import { skillDocs } from './skill-docs.ts';

const HIDDEN = '# [implementation hidden - use skill to execute]';
const NONE = `# [no documentation found]\n${HIDDEN}`;

it.each([
  ['#!/bin/sh\n# what\necho\n# later\n', `#!/bin/sh\n# what\n\n${HIDDEN}`],
  ['#!/bin/sh\n\n  # indented\n\n\necho', `#!/bin/sh\n\n  # indented\n\n\n\n${HIDDEN}`],
  ['# only comments', `# only comments\n\n${HIDDEN}`],
  ['# only comments\n', `# only comments\n\n\n${HIDDEN}`],
  ['// js\n * star\nx', `// js\n * star\n\n${HIDDEN}`],
  ['#!/usr/bin/env node\r\n// dos\r\nx()\r\n', `#!/usr/bin/env node\r\n// dos\r\n\n${HIDDEN}`],
  ['\necho', `\n\n${HIDDEN}`],
  ['', `\n\n${HIDDEN}`],
  ['\n\n', `\n\n\n\n${HIDDEN}`],
  ['\uFEFF# a byte order mark is blank\nx', `\uFEFF# a byte order mark is blank\n\n${HIDDEN}`],
  ['\n\rx is code, whatever a carriage return means\n', `\n\n${HIDDEN}`],
  ['echo\n# too late', NONE],
  ['/** a block comment is code */\n# x', NONE],
  ['/', NONE],
  ['/ /', NONE],
  ['  echo', NONE],
])('%j', (text, docs) => {
  expect(skillDocs(text)).toBe(docs);
});

/** The rule, line by line, as it is stated. */
function lineByLine(text: string): string {
  const docs: string[] = [];
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (trimmed !== '' && !['#', '//', '*'].some((mark) => trimmed.startsWith(mark))) break;
    docs.push(line);
  }
  return docs.length === 0 ? NONE : [...docs, '', HIDDEN].join('\n');
}

it('agrees with the rule on every text of up to six pieces', () => {
  const pieces = ['#', '/', '*', ' ', '\n', 'x', '\r'];
  let texts = [''];
  for (let length = 0; length < 6; length += 1) {
    texts = texts.flatMap((text) => pieces.map((piece) => text + piece));
    for (const text of texts) {
      if (skillDocs(text) !== lineByLine(text))
        expect(skillDocs(text), JSON.stringify(text)).toBe(lineByLine(text));
    }
  }
  expect(texts).toHaveLength(pieces.length ** 6);
});

it('a long comment costs no stack', () => {
  const text = '# a line\n'.repeat(300_000);
  expect(skillDocs(`${text}x`)).toBe(`${text}\n${HIDDEN}`);
});
