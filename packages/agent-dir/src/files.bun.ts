// The file system through Bun's own calls, without `node:fs` on the hot path.
import type { Files, Kind, Listing } from './files.ts';
import { listWithFs } from './list-with-fs.ts';
import { isMissing, unreadable, unreadableFile } from './unreadable.ts';

/** What `lastModified` says of a path that is not there. */
const absent = Bun.file('/dev/null/absent').lastModified;

const exists = (path: string): boolean => Bun.file(path).lastModified !== absent;

const everything = new Bun.Glob('**');
const roleDirectories = new Bun.Glob('repo=*/role=*/');

function scan(glob: Bun.Glob, options: Bun.GlobScanOptions): string[] {
  try {
    return [...glob.scanSync({ dot: true, ...options })];
  } catch (error) {
    if (isMissing(error)) return [];
    throw unreadable(options.cwd ?? '', error);
  }
}

function parentsOf(entries: string[]): Set<string> {
  const parents = new Set<string>();
  for (const entry of entries) {
    const slash = entry.lastIndexOf('/');
    if (slash !== -1) parents.add(entry.slice(0, slash));
  }
  return parents;
}

function listBelow(cwd: string): Listing {
  const all = scan(everything, { cwd, onlyFiles: false, followSymlinks: false });
  if (all.length === 0) return { files: [], others: [] };
  const files = scan(everything, { cwd, onlyFiles: true, followSymlinks: false });
  const known = new Set(files);
  const parents = parentsOf(all);
  return { files, others: all.filter((entry) => !known.has(entry) && !parents.has(entry)) };
}

function kindOf(path: string): Kind {
  if (!exists(path)) return 'absent';
  if (exists(`${path}/.`)) return 'directory';
  // A FIFO, a socket or a device has no length that could be known.
  return Number.isFinite(Bun.file(path).size) ? 'file' : 'other';
}

/** Changing into a directory and asking where we are resolves its links: `realpath` would need `node:fs`. */
function realDirectory(dir: string): string | undefined {
  const back = process.cwd();
  try {
    process.chdir(dir);
    return process.cwd();
  } catch {
    return undefined;
  } finally {
    process.chdir(back);
  }
}

/** Loading it costs 2 ms, so only those who read files do; by itself each read is far cheaper than `Bun.file().text()`. */
const nodeFs = (): typeof import('node:fs') => (loaded ??= process.getBuiltinModule('node:fs'));
let loaded: typeof import('node:fs') | undefined;

function readText(path: string): string {
  try {
    return nodeFs().readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadableFile(path, error);
  }
}

export const files: Files = {
  listBelow,
  listToRead: (dir) => listWithFs(nodeFs(), dir),
  roleDirectories: (agentDir) =>
    scan(roleDirectories, { cwd: agentDir, onlyFiles: false, followSymlinks: true }),
  kindOf,
  isExecutable: (path) => Bun.which(path) !== null,
  realDirectory,
  // Asked only when two names may be one file.
  realFile: (path) => nodeFs().realpathSync(path),
  readText,
};
