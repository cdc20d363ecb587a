// pnpm stack < report: names in bundles are short, so the stack of a fault is read here, in a checkout of its version.
// Bundles it again with source maps and puts source, line and name where `<name>.bc:<line>:<column>` stands.
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { execFileSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { bunPath } from './bun-path.mjs';
import { bundlesOf } from './flags.mjs';

const root = join(import.meta.dirname, '../..');

/** `at l (/…/dist/cmd-run.bc:2:694)`, and without a name `at /…/dist/cmd-run.bc:2:694`. */
const FRAME = /at (?:.+ \()?[^\s()]*\/([\w.-]+\.(?:bc|cjs)):(\d+):(\d+)\)?/g;

/** The map of a bundle, and the directory that its sources are relative to. */
function mapOf(file) {
  const folder = file.split('.')[0];
  const dir = join(root, 'packages', folder);
  const bundle = bundlesOf(dir, folder).find((one) => one.file === file);
  if (bundle === undefined) throw new Error(`${file} is no bundle of packages/${folder}`);
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'rhachet-stack-')));
  try {
    const args = [
      'build',
      `src/${bundle.source}.ts`,
      `--outdir=${scratch}`,
      '--sourcemap=external',
    ];
    execFileSync(bunPath(), [...args, ...bundle.flags], { cwd: dir, stdio: 'pipe' });
    const map = JSON.parse(readFileSync(join(scratch, `${bundle.source}.js.map`), 'utf8'));
    return { map: new SourceMap(map), from: scratch };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

const maps = new Map();

function position(file, line, column) {
  if (!maps.has(file)) maps.set(file, mapOf(file));
  const { map, from } = maps.get(file);
  const entry = map.findEntry(line - 1, column - 1);
  if (entry.originalSource === undefined) return undefined;
  const source = relative(root, resolve(from, entry.originalSource));
  return {
    name: entry.name,
    at: `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`,
  };
}

function readFrame(frame, ...[file, line, column]) {
  const found = position(file, Number(line), Number(column));
  if (found === undefined) return frame;
  return found.name === undefined ? `at ${found.at}` : `at ${found.name} (${found.at})`;
}

process.stdout.write((await text(process.stdin)).replace(FRAME, readFrame));
