// The code blocks of a page, each with what the page says of it.
import type { Code, RootContent } from 'mdast';
import type { Page } from './pages.ts';
import { type Note, readNote } from './note.ts';

export interface Block {
  /** `README.md:12` */
  at: string;
  language: string;
  text: string;
  note: Note;
}

type Parent = { children: RootContent[] };

/** All code blocks below a node, each behind the comment that stands directly in front of it. */
function* codeOf({ children }: Parent): Generator<{ code: Code; html: string }> {
  let html = '';
  for (const child of children) {
    if (child.type === 'code') yield { code: child, html };
    else if ('children' in child) yield* codeOf(child);
    html = child.type === 'html' ? child.value : '';
  }
}

export function blocksOf({ path, tree }: Page): Block[] {
  return [...codeOf(tree)].map(({ code, html }) => {
    const at = `${path}:${code.position?.start.line ?? 0}`;
    try {
      return { at, language: code.lang ?? '', text: code.value, note: readNote(html) ?? {} };
    } catch (cause) {
      throw new Error(`${at}: the comment in front of the block: ${String(cause)}`, { cause });
    }
  });
}
