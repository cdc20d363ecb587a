// Which program ran, and whether the directory has another one: npx and global installations keep old versions running.
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Launch } from '@rhachet/kit';
import type { Finding } from './finding.ts';

interface Program {
  name: string;
  version: string;
  dir: string;
}

function programAt(dir: string): Program {
  const { name, version } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as Program;
  return { name, version, dir };
}

/** The program of that name in the nearest node_modules from `dir` upwards. */
function nearest(dir: string, name: string): Program | undefined {
  const found = join(dir, 'node_modules', name);
  if (existsSync(join(found, 'package.json'))) return programAt(realpathSync(found));
  const parent = dirname(dir);
  return parent === dir ? undefined : nearest(parent, name);
}

/** npm keeps what `npx` fetched here, and runs it again for as long as the words are the same. */
const isCacheOfNpx = (dir: string): boolean => dir.includes('/_npx/');

function adviceOn(ran: Program, here: Program | undefined): string | undefined {
  if (here !== undefined && here.version !== ran.version)
    return `this directory has ${here.version} in ${here.dir}: call ./node_modules/.bin/rhachet there`;
  if (isCacheOfNpx(ran.dir))
    return `npx keeps running the version of its cache: install ${ran.name} in the project, or npx ${ran.name}@latest`;
  return undefined;
}

/** Without a launcher (a standalone executable) there is no package to name. */
export function programFindings({ from, cwd }: Pick<Launch, 'from' | 'cwd'>): Finding[] {
  if (from === '') return [];
  const ran = programAt(from);
  const advice = adviceOn(ran, nearest(cwd, ran.name));
  const finding = { what: 'program', found: `${ran.name} ${ran.version}, ${ran.dir}` };
  return [advice === undefined ? finding : { ...finding, advice }];
}
