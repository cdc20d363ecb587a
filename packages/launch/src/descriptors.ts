// Descriptors from 3 up, for a child that is to have them under their own numbers.

/** Where each inherited descriptor goes: its own number. */
export function extraDescriptors(fds: number[]): (number | 'ignore')[] {
  const extra: (number | 'ignore')[] = [];
  for (const fd of fds) {
    while (extra.length + 3 < fd) extra.push('ignore');
    extra[fd - 3] = fd;
  }
  return extra;
}
