// docs/language.md: its class files and what its commands print.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { STANDARD_CLASSES } from '../src/classes/standard.ts';
import { openSpace } from './space.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../docs/language.md'), 'utf8');

const blocks = (language: string): string[] =>
  [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, text = '']) => text,
  );

const classes = Object.fromEntries(
  blocks('smalltalk').map((text) => [/^(\w+) subclass:/m.exec(text)?.[1] ?? '', text]),
);

const space = await openSpace({ classes });
afterAll(() => space.close());

const variables: Record<string, string> = {};

/** Words as a shell splits these: quotes, and `$name`. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(
    ([, quoted, plain = '']) =>
      quoted ?? plain.replace(/\$(\w+)/g, (_, name: string) => variables[name] ?? ''),
  );

interface Command {
  readonly line: string;
  readonly printed: string;
}

const commands: Command[] = blocks('console').flatMap((text) =>
  text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [line = '', ...printed] = part.split('\n');
      return { line, printed: printed.join('\n').trimEnd() };
    }),
);

it('has commands and classes', () => {
  expect(commands.length).toBeGreaterThan(25);
  expect(Object.keys(classes).length).toBeGreaterThan(7);
});

it.each(commands.filter(({ line }) => line.includes('rhachet send')))(
  '$line',
  async ({ line, printed }) => {
    const [, name, inner] = /^(\w+)=\$\(rhachet send (.*)\)$/.exec(line) ?? [];
    if (name !== undefined && inner !== undefined)
      variables[name] = await space.send(...wordsOf(inner));
    else expect(await space.send(...wordsOf(line.replace('rhachet send ', '')))).toBe(printed);
  },
);

it.each(STANDARD_CLASSES)('names $name and what it understands', (standard) => {
  const { name, methods = {}, classMethods = {} } = standard;
  expect(PAGE).toContain(`**${name}**`);
  const words = PAGE.match(/[A-Za-z]+:?/g);
  const selectors = [...Object.keys(methods), ...Object.keys(classMethods)];
  for (const selector of selectors) expect(words).toContain(/^\w+:?/.exec(selector)?.[0]);
});
