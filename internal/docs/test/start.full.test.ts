// `npm start` in this clone, and every command that it proposes at its end.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { root } from '../src/pages.ts';
import { hintsIn } from '../src/start.ts';

it('it runs a skill, measures it, and what it proposes works', async () => {
  const { stdout } = await execa('npm', ['start'], { cwd: root });
  expect(stdout).toContain('\nhello reader, from any\n');
  expect(stdout).toMatch(/^rhachet run +\d/m);
  const hints = hintsIn(stdout);
  expect(hints.length).toBeGreaterThan(3);
  const typed = hints.filter(({ inRoot }) => !inRoot).map(({ command }) => command);
  const script = ['set -e', ...typed].join('\n');
  await execa('bash', ['--norc', '-c', script], { cwd: root });
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  for (const { command } of hints.filter(({ inRoot }) => inRoot))
    expect(Object.keys(scripts)).toContain(command.split(' ')[1]);
});
