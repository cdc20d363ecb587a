// A page as a browser has it, after it was parsed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { run } from '@rhachet/testing';

/** The name of an installed Chromium. */
export function findChromium(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  return names.find((name) => spawnSync(name, ['--version']).status === 0);
}

export interface Page {
  /** What the page has as JSON. */
  readonly json: unknown;
  /** What it shows, and where that is in the JSON. */
  readonly figures: readonly { readonly path: string; readonly text: string }[];
  /** Of its drawings. */
  readonly labels: readonly string[];
}

/** @throws Error when the browser prints no page */
export async function readPage(chromium: string, file: string): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), 'perf-chromium-'));
  try {
    const words = ['no-sandbox', 'headless', 'disable-gpu', 'disable-quic', 'no-first-run'];
    const quiet = ['disable-background-networking', 'disable-component-update', 'disable-sync'];
    const flags = [...words, ...quiet, `user-data-dir=${profile}`, 'dump-dom'];
    const command = [chromium, ...flags.map((flag) => `--${flag}`), pathToFileURL(file).href];
    const { stdout: dom, stderr } = await run(command, { cwd: profile });
    const [, json] =
      /<script type="application\/json" id="report">([\s\S]*?)<\/script>/.exec(dom) ?? [];
    if (json === undefined) throw new Error(`${chromium} printed no page: ${stderr}`);
    const cells = dom.matchAll(/<td data-path="([^"]+)">([^<]*)<\/td>/g);
    const labels = dom.matchAll(/<svg [^>]*aria-label="([^"]+)"/g);
    return {
      json: JSON.parse(json),
      figures: [...cells].map(([, path = '', text = '']) => ({ path, text })),
      labels: [...labels].map(([, label = '']) => label),
    };
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
