// Which descriptors from 3 up the caller opened, where no launcher looked: in a standalone executable.

/** Bun's own are event queues. Without /proc (macOS) nothing is known, and nothing is kept. */
export function inheritedDescriptors(): number[] {
  const fs = process.getBuiltinModule('node:fs');
  const dir = '/proc/self/fd';
  if (!fs.existsSync(dir)) return [];
  return fs
    .readdirSync(dir)
    .map(Number)
    .filter((fd) => fd > 2 && isCallers(`${dir}/${fd}`));
}

function isCallers(path: string): boolean {
  try {
    return !process.getBuiltinModule('node:fs').readlinkSync(path).startsWith('anon_inode:');
  } catch {
    // The descriptor that listed the directory is closed again.
    return false;
  }
}
