// The pieces that the sections of the page are put together from.
import { figure } from '../columns.ts';
import type { Load } from '../load.ts';
import { escapeHtml, tag } from './svg.ts';

/** A cell as HTML, from the dotted name of a figure. */
export type FigureCell = (field: string) => string;

/**
 * Cells with the figures of `object`. `data-path` says where the same figure is in the JSON, so that
 * whoever reads the page can check it (and our test does).
 */
export function figuresOf(object: object, path: string): FigureCell {
  return (field) => {
    const value = field
      .split('.')
      .reduce<unknown>((inner, key) => (Object(inner) as Record<string, unknown>)[key], object);
    return tag('td', { 'data-path': `${path}.${field}` }, figure(value as number));
  };
}

export function cell(html: string): string {
  return tag('td', {}, html);
}

/** Rows of cells under a head. */
export function grid(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const titles = tag('tr', {}, head.map((text) => tag('th', {}, escapeHtml(text))).join(''));
  const lines = rows.map((cells) => tag('tr', {}, cells.join('')));
  return tag('div', { class: 'scroll' }, tag('table', {}, [titles, ...lines].join('\n')));
}

export function heading(text: string): string {
  return tag('h3', {}, escapeHtml(text));
}

export function note(html: string): string {
  return tag('p', { class: 'note' }, html);
}

export function reasonList(reasons: readonly string[]): string {
  if (reasons.length === 0) return '';
  const items = reasons.map((reason) => tag('li', {}, escapeHtml(reason)));
  return tag('ul', { class: 'reasons' }, items.join(''));
}

/** A drawing under its heading; nothing when there is nothing to draw. */
export function figureSection(title: string, drawn: string, key = ''): string {
  return drawn === '' ? '' : heading(title) + drawn + (key === '' ? '' : note(key));
}

export function loadNote({ before, after, cores }: Load, text: string): string {
  const load = `load ${figure(before)} before, ${figure(after)} after, ${cores} cores`;
  return note(escapeHtml(`${text}; ${load}`));
}

export function code(words: readonly string[]): string {
  return tag('code', {}, escapeHtml(JSON.stringify(words)));
}
