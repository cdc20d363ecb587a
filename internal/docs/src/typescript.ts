// The TypeScript of the pages, checked against the packages as npm has them.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { project as installed } from '@rhachet/testing';
import { execa } from 'execa';
import { blocksOf } from './blocks.ts';
import { type Page, root } from './pages.ts';

const tsc = createRequire(join(root, 'package.json')).resolve('typescript/bin/tsc');

const compilerOptions = {
  ...{ target: 'es2023', module: 'nodenext', types: ['node'] },
  ...{ noEmit: true, strict: true, skipLibCheck: true },
};

/** A project in which what the pages import is installed. */
function makeProject(dir: string): void {
  const modules = join(dir, 'node_modules');
  const link = (target: string, name: string): void => {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(target, join(modules, name));
  };
  link(join(installed, 'node_modules/rhachet'), 'rhachet');
  link(join(installed, 'node_modules/@rhachet'), '@rhachet');
  for (const name of ['vitest', '@types/node']) link(join(root, 'node_modules', name), name);
  writeFileSync(join(dir, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(join(dir, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
}

const nameOf = (at: string): string => `${at.replaceAll(/[^\w]+/g, '-')}.ts`;

/** What the compiler says, with the place in the page for the name of the file; '' when all is well. */
export async function typeErrors(pages: Page[]): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'rhachet-docs-types-'));
  try {
    makeProject(dir);
    const blocks = pages
      .flatMap(blocksOf)
      .filter(({ language, note }) => language === 'ts' && note.skip === undefined);
    // A module each: their names must not meet.
    for (const { at, text } of blocks)
      writeFileSync(join(dir, nameOf(at)), `${text}\nexport {};\n`);
    const { stdout } = await execa(process.execPath, [tsc, '-p', dir], { cwd: dir, reject: false });
    return blocks.reduce((said, { at }) => said.replaceAll(nameOf(at), at), stdout);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
