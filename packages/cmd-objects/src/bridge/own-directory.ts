// Where this process is.

/** The directory of this process; '' when it is gone. */
export function ownDirectory(): string {
  try {
    return process.cwd();
  } catch {
    return '';
  }
}
