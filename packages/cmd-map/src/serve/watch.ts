// Seeing that something has changed, without reading it.

export interface Watch {
  /** Whether something may have changed since the watch was made. Cheap: it is asked with every question. */
  hasChanged: () => boolean;
  close: () => void;
}

/** `undefined` where the system cannot tell; the time of every file must be asked for then. */
export type WatchDirs = (dirs: string[]) => Watch | undefined;
