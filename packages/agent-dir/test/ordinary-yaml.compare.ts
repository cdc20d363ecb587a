// Run by Bun: random boot.yml texts, read by the runtime's parser and by the library. Prints where they differ, and how
// many of the texts the first one took.
import { parseDocument } from 'yaml';
import { ordinaryYaml } from '../src/boot-yml/ordinary-yaml.ts';

const [seed = '1', count = '1000'] = process.argv.slice(2);
let state = BigInt(seed);

/** Knuth's MMIX generator; its upper bits. */
function random(below: number): number {
  state = (state * 6364136223846793005n + 1442695040888963407n) & ((1n << 64n) - 1n);
  return Number(state >> 33n) % below;
}
const oneOf = (list: string[]): string => list[random(list.length)] ?? '';

const TEXTS = [
  'briefs:\n  say: []\n',
  'briefs: { say: ["briefs/*.md"] }\n',
  'briefs:\n  say:\n    - "a/*.md"\n    - b/c.md # x\n  ref: [x, "y", z/**]\nskills: { say: [s.sh] }\n',
  'always:\n  briefs:\n    say: [a]\nsubject.a:\n  skills:\n    ref:\n    - q\n',
  'subject.a: {briefs: {say: [a,b], ref: []}}\n',
];
const PIECES = [
  ...[
    'briefs',
    'skills',
    'say',
    'ref',
    'always',
    'subject.a',
    'null',
    'true',
    'on',
    'a b',
    'a:b',
    'a: b',
  ],
  ...[
    ':',
    ': ',
    ' ',
    '  ',
    '\n',
    '\n  ',
    '\n    ',
    '\n- x',
    '- ',
    '-',
    '[',
    ']',
    '{',
    '}',
    ', ',
    ',',
    ' ,',
  ],
  ...[
    '"a"',
    "'b'",
    '"',
    "'",
    '*',
    '**/*.md',
    '!x',
    '*a',
    '# c',
    "# it's! — é\t%@",
    ' #',
    '---',
    '...',
    '{a,b}.md',
    '+',
    '()',
  ],
  ...[
    '1',
    '0x1',
    '0o17',
    '1_000',
    '+1',
    '.5',
    '1e3',
    '-1',
    '1.5',
    '.inf',
    '12:30',
    '08',
    '2020-01-01',
    '\t',
    '\\n',
  ],
];

function randomText(): string {
  let text = oneOf(TEXTS);
  for (let edits = random(5); edits > 0; edits--) {
    const at = random(text.length + 1);
    const rest = random(3) === 0 ? text.slice(at + 1 + random(4)) : oneOf(PIECES) + text.slice(at);
    text = text.slice(0, at) + rest;
  }
  return text;
}

function byLibrary(text: string): unknown {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' });
  return document.errors[0]?.code ?? document.toJS();
}

const different: string[] = [];
let taken = 0;
for (let at = Number(count); at > 0; at--) {
  const text = randomText();
  const value = ordinaryYaml(text);
  if (value === undefined) continue;
  taken++;
  if (JSON.stringify(value) !== JSON.stringify(byLibrary(text))) different.push(text);
}
console.log(JSON.stringify({ different, taken }));
