#!/usr/bin/env node
// Writes the bash of the bridge into a module: a standalone executable has no files beside it. A test compares the two.
import { readFileSync, writeFileSync } from 'node:fs';

const path = (name) => new URL(`../${name}`, import.meta.url);

/** @returns {string} the module */
export function moduleOf(text) {
  const lines = text.replace(/\n$/, '').split('\n');
  const quoted = lines.map((line) => line.replace(/[\\`]|\$\{/g, '\\$&')).join('\n');
  return `// Made of bash/worker.bash by scripts/embed-bash.mjs.\n/* eslint max-lines: off */\nexport const WORKER_TEXT = \`${quoted}\n\`;\n`;
}

if (process.argv[1] === path('scripts/embed-bash.mjs').pathname) {
  writeFileSync(
    path('src/bridge/worker-text.ts'),
    moduleOf(readFileSync(path('bash/worker.bash'), 'utf8')),
  );
}
