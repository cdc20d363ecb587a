// What this package needs from the file system. Two implementations: on Bun `node:fs` alone costs 2 ms of a 5 ms call.

export interface Listing {
  /** Regular files, relative to the listed directory. */
  files: string[];
  /** Links, and directories without a visible entry, relative to the listed directory. */
  others: string[];
}

export type Kind = 'file' | 'directory' | 'other' | 'absent';

export interface Files {
  /** Everything below `dir`, at any depth, links not followed. Empty where there is no such directory. */
  listBelow: (dir: string) => Listing;
  /** The same, for those who go on to read many of the files: quicker where that cost is paid anyway. */
  listToRead: (dir: string) => Listing;
  /** The role directories `repo=…/role=…` of an .agent/ directory, relative to it, links followed. */
  roleDirectories: (agentDir: string) => string[];
  /** What a path leads to, links followed. */
  kindOf: (path: string) => Kind;
  isExecutable: (path: string) => boolean;
  /** The path of a directory without any link in it; `undefined` where it cannot be entered. */
  realDirectory: (dir: string) => string | undefined;
  /** The path of a file without any link in it. */
  realFile: (path: string) => string;
  /** The text of a file, a byte order mark kept. Throws a `Failure` (exit 66). */
  readText: (path: string) => string;
}
