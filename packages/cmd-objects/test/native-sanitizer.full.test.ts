// The cases of plugins in C with the shim and all plugins under AddressSanitizer.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bunPath } from '@rhachet/build';
import { hasTool } from '@rhachet/testing';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compilePlugin, pluginDirectory } from './native-plugins.ts';

const SANITIZED = ['-fsanitize=address', '-fno-omit-frame-pointer', '-g'];

/** The library that must be there before everything else; null where the compiler has none. */
function sanitizer(): string | null {
  if (process.platform !== 'linux' || !hasTool('gcc')) return null;
  const path = execFileSync('gcc', ['-print-file-name=libasan.so'], { encoding: 'utf8' }).trim();
  return existsSync(path) ? path : null;
}

const preloaded = sanitizer();

let dir: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rhachet-sanitizer-'));
  if (preloaded === null) return;
  await pluginDirectory(dir, SANITIZED);
  await compilePlugin('Wild', { dir, flags: ['-std=c11', ...SANITIZED] });
});
afterAll(() => rmSync(dir, { recursive: true }));

const onBun = (...args: string[]) =>
  execa(bunPath(), ['--conditions=@rhachet/source', ...args], {
    reject: false,
    env: {
      CC: `gcc ${SANITIZED.join(' ')}`,
      LD_PRELOAD: preloaded ?? '',
      // Bun has signal handlers and leaks of its own.
      ASAN_OPTIONS: 'detect_leaks=0:handle_segv=0:allow_user_segv_handler=1',
    },
  });

describe.skipIf(preloaded === null)(
  `under AddressSanitizer${preloaded === null ? ': gcc has none here' : ''}`,
  () => {
    it('nothing is used after it was freed, and nothing beyond its end', async () => {
      const script = fileURLToPath(new URL('native-on-bun.ts', import.meta.url));
      const { stdout, stderr } = await onBun(script, dir);
      expect(stderr).not.toContain('AddressSanitizer');
      const cases = stdout.split('\n').map((line) => JSON.parse(line) as { failure: unknown });
      expect(cases.length).toBeGreaterThan(15);
      expect(cases.filter(({ failure }) => failure !== null)).toEqual([]);
    });

    it('would have told', async () => {
      const cases = JSON.stringify(fileURLToPath(new URL('native-cases.ts', import.meta.url)));
      const { stderr } = await onBun(
        '-e',
        `const { openedIn } = require(${cases}); const { send } = openedIn(${JSON.stringify(dir)});
         send(send('Wild', 'new'), 'read:', 9)`,
      );
      expect(stderr).toContain('heap-buffer-overflow');
      expect(stderr).toContain('/Wild.');
    });
  },
);
