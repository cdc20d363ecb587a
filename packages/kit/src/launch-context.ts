// What the launcher (packages/runtime/bin/launch.sh) hands to us in RHACHET_LAUNCH_* variables, which must not reach the target.

export interface Launch {
  /** The caller's working directory. */
  cwd: string;
  /** The real path of the package whose bin was started; empty when no launcher was involved. */
  from: string;
  /** What the runtime took from the process and the target must get back. */
  keep: Keep;
  /** Which of the descriptors 0, 1, 2 are terminals; `undefined` when no launcher looked. */
  terminals: string | undefined;
  /** What the launcher missed in the index of targets and asks to be written; `undefined` when nothing. */
  index: string | undefined;
}

export interface Keep {
  /** Open descriptors from 3 up; `undefined` when no launcher looked. */
  fds: number[] | undefined;
  /** The soft and hard limit of open files, when the runtime raised the soft one. */
  nofile: string | undefined;
}

const PREFIX = 'RHACHET_LAUNCH_';

/** The launcher unsets these for the runtime, which would act on them, and saves them for the target. */
const SAVED = `${PREFIX}SAVED_`;

/** Takes one helper variable out of the environment. */
function take(name: string): string | undefined {
  const value = process.env[PREFIX + name];
  Reflect.deleteProperty(process.env, PREFIX + name);
  return value === '' ? undefined : value;
}

/** The descriptors that the launcher found, perhaps none. */
function takeDescriptors(): number[] | undefined {
  if (process.env[`${PREFIX}FDS`] === undefined) return undefined;
  return take('FDS')?.trim().split(' ').map(Number) ?? [];
}

/** Gives the caller's variables that the launcher had set aside back to the environment. */
function restoreSaved(names: string): void {
  for (const name of names.split(' ')) {
    process.env[name] = process.env[SAVED + name] ?? '';
    Reflect.deleteProperty(process.env, SAVED + name);
  }
}

/** Reads and removes the launcher's variables. Call it once, before anything else. */
export function takeLaunch(): Launch {
  const saved = take('SAVED');
  if (saved !== undefined) restoreSaved(saved);
  const ofTheRuntime = take('JIT');
  if (ofTheRuntime !== undefined) Reflect.deleteProperty(process.env, ofTheRuntime);
  return {
    cwd: take('CWD') ?? process.cwd(),
    from: take('FROM') ?? '',
    keep: { fds: takeDescriptors(), nofile: take('NOFILE') },
    terminals: process.env[`${PREFIX}TTY`] === undefined ? undefined : (take('TTY') ?? ''),
    index: take('INDEX'),
  };
}
