// The sources of a map that is kept for long: what changed is read again, what did not is not.
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { MapParts } from '../model/dispatch-map.ts';
import { mapOfIndex } from '../index-file/index-dir.ts';
import { filesOf, GRAIN_MS, readSource, type SourceFile } from './files.ts';
import { type FileDeclarations, joinFiles, parseFile } from './gather.ts';

/** What a file or directory was when it was looked at; of one that is not there, an empty text. */
export interface Stamp {
  mtimeMs: number;
  text: string;
}

export function stampOf(path: string): Stamp {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return { mtimeMs: 0, text: '' };
  const { mtimeMs, size, ino } = stats;
  return { mtimeMs, text: `${mtimeMs} ${size} ${ino}` };
}

/** What there is to read, before it is read. */
export interface Survey {
  files: SourceFile[];
  /** By path: files, and directories that were looked through. */
  stamps: Map<string, Stamp>;
  /** Directories in which a change of this would happen. */
  dirs: string[];
  /** Milliseconds since the epoch, from which on a change of anything shows in its stamp. */
  settledAt: number;
}

export interface LiveSources {
  survey: () => Survey;
  /** Reads what a survey found. Throws a Failure where it cannot. */
  read: (survey: Survey) => MapParts;
}

function surveyOf(sources: string[], cwd: string): Survey {
  const walked: string[] = [];
  const files = sources.flatMap((source) => filesOf(source, cwd, walked));
  const stamps = new Map<string, Stamp>();
  let newest = 0;
  for (const path of [...files.map((file) => file.path), ...walked]) {
    const stamp = stampOf(path);
    newest = Math.max(newest, stamp.mtimeMs);
    stamps.set(path, stamp);
  }
  const dirs = [...new Set([...walked, ...files.map(({ path }) => dirname(path))])];
  return { files, stamps, dirs, settledAt: newest + GRAIN_MS };
}

interface Kept {
  stamp: string;
  declarations: FileDeclarations;
}

/** Parsed files, each for as long as it is as it was. */
class ParsedFiles {
  #kept = new Map<string, Kept>();

  read({ files, stamps }: Survey): MapParts {
    const now = Date.now();
    const next = new Map<string, Kept>();
    const declared = files.map((file) => {
      const { text: stamp, mtimeMs } = stamps.get(file.path) ?? { text: '', mtimeMs: now };
      const kept = this.#kept.get(file.path);
      const declarations =
        kept?.stamp === stamp ? kept.declarations : parseFile(file, readSource(file));
      const isSettled = mtimeMs + GRAIN_MS < now;
      if (isSettled) next.set(file.path, { stamp, declarations });
      return declarations;
    });
    this.#kept = next;
    return joinFiles(declared);
  }
}

/** The named sources, or where none is named the index of `root`. */
export function liveSources(
  named: { sources: string[] } | { root: string },
  cwd: string,
): LiveSources {
  if ('root' in named) {
    const { root } = named;
    return { survey: () => surveyOf([root], cwd), read: () => mapOfIndex(root, cwd) };
  }
  const parsed = new ParsedFiles();
  return {
    survey: () => surveyOf(named.sources, cwd),
    read: (survey) => parsed.read(survey),
  };
}
