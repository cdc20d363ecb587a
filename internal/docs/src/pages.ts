// The pages that people read, parsed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { globSync } from 'tinyglobby';

export const root = join(import.meta.dirname, '../../..');

export interface Page {
  /** Relative to the root of the repository, e.g. `docs/README.md`. */
  path: string;
  tree: Root;
}

const WHERE = [
  '*.md',
  'docs/**/*.md',
  'packages/*/README.md',
  'examples/*/README.md',
  'examples/*/readme.md',
];

export function parsePage(path: string, text: string): Page {
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  return { path, tree };
}

const readPage = (path: string): Page => parsePage(path, readFileSync(join(root, path), 'utf8'));

/** All pages, in the order of their paths. */
export const pages = (): Page[] => globSync(WHERE, { cwd: root }).sort().map(readPage);
