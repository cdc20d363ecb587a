// The two forms of a selector: `at:put:` as people write it, `at_put_` as everything else knows it.

/** `at:put:` becomes `at_put_`; a unary selector stays as it is. */
export function normalSelector(shown: string): string {
  return shown.replaceAll(':', '_');
}

/**
 * `at_put_` becomes `at:put:`. Only a selector that ends in `_` is a keyword selector; an underscore in
 * front (private) or inside a unary selector stays.
 */
export function shownSelector(selector: string): string {
  if (!selector.endsWith('_')) return selector;
  const lead = /^_*/.exec(selector)?.[0] ?? '';
  return lead + selector.slice(lead.length).replaceAll('_', ':');
}

/** How many arguments a message with this selector has. */
export function arityOf(selector: string): number {
  const shown = shownSelector(selector);
  return shown.endsWith(':') ? shown.split(':').length - 1 : 0;
}
