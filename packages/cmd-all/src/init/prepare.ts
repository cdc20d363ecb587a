// init --prep: npm's prepare script links the roles again after every install.
import { join } from 'node:path';
import type { Project } from '@rhachet/agent-dir/link';
import { badFile, isObject, type JsonObject, readJsonFile, writeJsonFile } from '../json-file.ts';

export interface PrepareResult {
  'prepare:rhachet': 'created' | 'updated' | 'found';
  prepare: 'created' | 'appended' | 'found';
}

const OURS = 'prepare:rhachet';
const CALL = `npm run ${OURS}`;

/** A package whose own roles or brains are linked into itself must be built first. */
function linksItself({ name, dependencies, devDependencies }: JsonObject): boolean {
  if (typeof name !== 'string') return false;
  if (/^(@[^/]+\/)?rhachet-(roles|brains)-/.test(name)) return true;
  const versions = { ...(dependencies as JsonObject), ...(devDependencies as JsonObject) };
  return Object.values(versions).some((version) => /^(file|link):\.\/?$/.test(String(version)));
}

export interface Prepare {
  roles: string[];
  hooks: boolean;
}

function scriptsOf(path: string, { scripts = {} }: JsonObject): JsonObject {
  if (!isObject(scripts)) throw badFile(`${path}: scripts is not an object`);
  return scripts;
}

/** Sets both scripts in the package.json of the project; leaves what is there as it is. */
export function writePrepare({ root }: Project, { roles, hooks }: Prepare): PrepareResult {
  const path = join(root, 'package.json');
  const file = readJsonFile(path);
  const scripts = scriptsOf(path, file.value);
  const init = `rhachet init ${hooks ? '--hooks ' : ''}--roles ${roles.join(' ')}`;
  const own = linksItself(file.value) ? `npm run build && ${init}` : init;
  const before = scripts[OURS];
  const prepare = typeof scripts.prepare === 'string' ? scripts.prepare : undefined;
  const called = prepare?.split('&&').some((part) => part.trim() === CALL) === true;
  writeJsonFile(file, {
    ...file.value,
    scripts: {
      ...scripts,
      [OURS]: own,
      prepare: prepare === undefined ? CALL : called ? prepare : `${prepare} && ${CALL}`,
    },
  });
  return {
    [OURS]: before === undefined ? 'created' : before === own ? 'found' : 'updated',
    prepare: prepare === undefined ? 'created' : called ? 'found' : 'appended',
  };
}

export const prepareText = (result: PrepareResult): string =>
  `📦 package.json scripts\n   ├─ ${OURS}: ${result[OURS]}\n   └─ prepare: ${result.prepare}\n\n`;
