// Links from page to page: the files and headings that they name must be there.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import GithubSlugger from 'github-slugger';
import type { Nodes } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import { type Page, parsePage, root } from './pages.ts';

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf({ tree }: Page): Set<string> {
  const slugger = new GithubSlugger();
  const anchors = new Set<string>();
  visit(tree, 'heading', (heading) => void anchors.add(slugger.slug(toString(heading))));
  return anchors;
}

interface Link {
  url: string;
  line: number;
}

function linksOf({ tree }: Page): Link[] {
  const links: Link[] = [];
  visit(tree, (node: Nodes) => {
    const line = node.position?.start.line ?? 0;
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition')
      links.push({ url: node.url, line });
    else if (node.type === 'html')
      for (const [, url = ''] of node.value.matchAll(/\b(?:href|src|srcset)="([^"]+)"/g))
        links.push({ url, line });
  });
  return links;
}

const isElsewhere = (url: string): boolean => /^[a-z]+:/.test(url);

function problemOf(page: Page, url: string): string | undefined {
  const [path = '', anchor] = url.split('#').map(decodeURIComponent);
  const target = path === '' ? page.path : relative(root, join(root, dirname(page.path), path));
  const isHere = target === page.path;
  if (target.startsWith('..')) return 'leads out of the repository';
  if (!isHere && !existsSync(join(root, target))) return `there is no ${target}`;
  if (anchor === undefined) return undefined;
  if (!/\.md$/i.test(target)) return `${target} has no headings`;
  const other = (): Page => parsePage(target, readFileSync(join(root, target), 'utf8'));
  const anchors = anchorsOf(isHere ? page : other());
  return anchors.has(anchor) ? undefined : `${target} has no heading #${anchor}`;
}

/** One line for each link that leads nowhere. */
export const deadLinks = (page: Page): string[] =>
  linksOf(page)
    .filter(({ url }) => !isElsewhere(url))
    .flatMap(({ url, line }) => {
      const problem = problemOf(page, url);
      return problem === undefined ? [] : [`${page.path}:${line}: ${url}: ${problem}`];
    });
