// The parser is a bundle of its own (package.json, imports): a message to a standard class needs none.

// eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded with the first class file or block
const loaded = () => require('#language') as typeof import('#language');

export const parse: typeof import('./parse.ts').parse = (text) => loaded().parse(text);

export const parseBody: typeof import('./parse.ts').parseBody = (text, at, names) =>
  loaded().parseBody(text, at, names);
