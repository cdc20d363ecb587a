// On Linux the kernel itself is asked what has changed (inotify): what was written before a question came is there when
// it is answered, and asking costs the same for ten files and ten thousand.
import { dlopen, ptr } from 'bun:ffi';
import { fromLibc } from '@rhachet/kit';
import type { WatchDirs } from './watch.ts';

const NONBLOCK_CLOEXEC = 0o2004000;

/** MODIFY, ATTRIB, MOVED_FROM, MOVED_TO, CREATE, DELETE, DELETE_SELF, MOVE_SELF; directories only. */
const CHANGES = 0x2 | 0x4 | 0x40 | 0x80 | 0x100 | 0x200 | 0x400 | 0x800 | 0x1000000;

const CALLS = {
  inotify_init1: { args: ['i32'], returns: 'i32' },
  inotify_add_watch: { args: ['i32', 'ptr', 'u32'], returns: 'i32' },
  read: { args: ['i32', 'ptr', 'u32'], returns: 'i32' },
  close: { args: ['i32'], returns: 'i32' },
} as const;

type Libc = ReturnType<typeof dlopen<typeof CALLS>>['symbols'];

let libc: Libc | undefined;

export const watchDirs: WatchDirs = (dirs) => {
  if (process.platform !== 'linux') return undefined;
  // Where none can be opened, every file is asked for its time.
  const calls = (libc ??= fromLibc((file) => dlopen(file, CALLS).symbols));
  const fd = calls?.inotify_init1(NONBLOCK_CLOEXEC) ?? -1;
  if (!calls || fd < 0) return undefined;
  const isWatched = dirs.every(
    (dir) => calls.inotify_add_watch(fd, ptr(Buffer.from(`${dir}\0`)), CHANGES) >= 0,
  );
  const close = (): void => void calls.close(fd);
  if (!isWatched) {
    // Too many directories for the limits of this system, or one is gone already.
    close();
    return undefined;
  }
  const events = new Uint8Array(64 * 1024);
  const at = ptr(events);
  return { hasChanged: () => calls.read(fd, at, events.length) > 0, close };
};
