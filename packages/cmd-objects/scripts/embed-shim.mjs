#!/usr/bin/env node
// Writes the C of the shim into a module: a standalone executable has no files beside it. A test compares the two.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = (name) => new URL(`../${name}`, import.meta.url);

/** All files, in the order of their numbers. */
export function shimSource() {
  const files = readdirSync(path('native')).filter((name) => name.endsWith('.c'));
  return files
    .sort()
    .map((name) => readFileSync(path(`native/${name}`), 'utf8'))
    .join('\n');
}

/** @returns {string} the module */
export function moduleOf(text) {
  const quoted = text.replace(/\n$/, '').replace(/[\\`]|\$\{/g, '\\$&');
  return `// Made of native/*.c by scripts/embed-shim.mjs.\n/* eslint max-lines: off */\nexport const SHIM_SOURCE = \`${quoted}\n\`;\n`;
}

if (process.argv[1] === fileURLToPath(path('scripts/embed-shim.mjs')))
  writeFileSync(path('src/native/shim-text.ts'), moduleOf(shimSource()));
