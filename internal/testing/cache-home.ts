// vitest's globalSetup: what the program remembers of test repositories is not left in the user's own cache.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default function setUp(): () => void {
  const dir = mkdtempSync(join(tmpdir(), 'rhachet-cache-'));
  process.env.XDG_CACHE_HOME = dir;
  return () => rmSync(dir, { recursive: true, force: true });
}
