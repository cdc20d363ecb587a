// A directory of classes with plugins in C, as the compiler of this machine makes them.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { header } from '../src/native/header.ts';

const STRICT = [
  '-Wall',
  '-Wextra',
  '-Werror',
  '-pedantic',
  '-O1',
  '-g',
  '-fPIC',
  '-shared',
  '-pthread',
];

export const sourceOf = (name: string): string =>
  fileURLToPath(new URL(`native/${name}.c`, import.meta.url));

const FILES: Readonly<Record<string, string>> = {
  'InLanguage.trash': `InLanguage subclass: Object
  method: thrice: number [ ^ number * 3 ]
  method: bump: counter [ ^ @ counter increment ]
  rawMethod: shout: text [ echo "\${1^^}" ]
  rawMethod: bumpFromBash: counter [ @ "$1" increment ]
  method: sumWith: manager [ | sum | sum := 0. @ manager each: 5 do: [:i | sum := sum + i]. ^ sum ]
  method: firstOver: limit with: manager [
    @ manager each: 10 do: [:i | (i > limit) ifTrue: [ ^ i ]].
    ^ 'none'
  ]
  method: fail [ _throw Oh "no" ]
  method: failWith: manager [
    try: [ @ manager each: 3 do: [:i | @ self fail ] ] catch: [:e | ^ "caught $e" ]
  ]
`,
  'Mixed.trash': `Mixed subclass: Object
  instanceVars: number:7
  method: inC [ ^ 'not in C' ]
  classMethod: about [ ^ 'of the file' ]
  method: inLanguage [ ^ 'of the file' ]
  rawMethod: raw [ echo from bash ]
  rawMethod: rawFromC [ echo from bash ]
`,
  'Older.trash': `Older subclass: Object
  instanceVars: value:0
  method: inFile [ ^ 'of the file' ]
`,
};

export const PLUGINS = ['Counter', 'Manager', 'Faulty', 'Mixed', 'Older'] as const;

/** Others of Manager.c are registered when it is loaded; so that they are found before, their files are links to it. */
export async function compilePlugin(
  name: string,
  { dir, source = name, flags = [] }: { dir: string; source?: string; flags?: readonly string[] },
): Promise<void> {
  const args = [...STRICT, ...(flags.length > 0 ? flags : ['-std=c11']), `-I${dir}/include`];
  await execa('gcc', [...args, '-o', join(dir, `${name}.so`), sourceOf(source)]);
}

/** Puts a version of Reload into the place of the one that is there, at once. */
export function replaceReload(
  dir: string,
  version: number,
  kind: 'plain' | 'extra' | 'broken' = 'plain',
): void {
  const bytes = readFileSync(join(dir, 'variants', `${kind}.so`));
  const at = bytes.indexOf('VERSION=');
  bytes.write(String(version).padStart(4, '0'), at + 8);
  const draft = join(dir, `Reload.${process.pid}.new`);
  writeFileSync(draft, bytes);
  renameSync(draft, join(dir, 'Reload.so'));
}

async function reloadVariants(dir: string): Promise<void> {
  mkdirSync(join(dir, 'variants'));
  const common = { dir, source: 'Reload' };
  await compilePlugin('variants/plain', common);
  await compilePlugin('variants/extra', { ...common, flags: ['-std=c11', '-DEXTRA'] });
  await compilePlugin('variants/broken', { ...common, flags: ['-std=c11', '-DBROKEN'] });
}

/** @param flags for the compiler, beside the strict ones */
export async function pluginDirectory(dir: string, flags: readonly string[] = []): Promise<void> {
  mkdirSync(join(dir, 'include'), { recursive: true });
  writeFileSync(join(dir, 'include/libtrashtalk.h'), header());
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(dir, name), text);
  for (const name of PLUGINS) await compilePlugin(name, { dir, flags: ['-std=c11', ...flags] });
  await reloadVariants(dir);
}
