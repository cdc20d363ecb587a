// A role as large as those that people are booted with: 258 briefs and 88 skills, 200,000 characters of it said.
import type { Files } from './repo.ts';

const BRIEFS = 258;
const SKILLS = 88;

const text = (head: string, line: string, length: number): string =>
  `${head}\n${line.repeat(Math.ceil(length / line.length))}`.slice(0, length - 1) + '\n';

/** Its files, below `dir`; briefs in 52 directories, skills in 22. */
export function bigRole(dir: string): Files {
  const files: Files = {
    [`${dir}/readme.md`]: text('# a large role', 'It holds many rules.\n', 600),
  };
  for (let at = 0; at < BRIEFS; at += 1) {
    const path = `${dir}/briefs/practices/topic-${at % 26}/${at % 2 ? 'code' : 'lang'}/rule.number.${at}.md`;
    files[path] = text(`# rule ${at}`, 'Do it this way, and not in another.\n', 640);
  }
  for (let at = 0; at < SKILLS; at += 1) {
    const docs = text(`#!/bin/sh\n# .what = skill ${at}`, '# .why = somebody needs it\n', 340);
    files[`${dir}/skills/group-${at % 22}/skill-${at}.sh`] =
      `${docs}${'echo working\n'.repeat(60)}`;
  }
  return files;
}

/** A role of three files. */
export const smallRole = (dir: string): Files => ({
  [`${dir}/readme.md`]: '# a small role\n',
  [`${dir}/briefs/one.md`]: '# one\n',
  [`${dir}/skills/one.sh`]: '#!/bin/sh\n# .what = one\necho\n',
});
