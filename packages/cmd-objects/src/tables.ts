// What `rhachet map` can ask: the methods of all classes, as rhachet.objects.
import type { Table } from '@rhachet/kit';
import { runtimeOptions } from './commands/places.ts';

// eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
const runtime = () => require('#runtime') as typeof import('#runtime');

const objects: Table = {
  module: 'rhachet.objects',
  summary: 'the methods of all classes, as send finds them',
  parameters: [{ name: 'receiver', help: 'a class, or the id of an object' }],
  entries: (symbol) =>
    runtime().withRuntime(runtimeOptions({}), (opened) =>
      opened
        .methods()
        .filter(({ selector }) => symbol === undefined || selector === symbol)
        .map(({ selector, receiver, name, place }) => ({
          symbol: selector,
          args: { receiver },
          name,
          ...(place === null ? {} : { location: place }),
        })),
    ),
  decide: ({ symbol, args: { receiver } }) =>
    runtime().withRuntime(runtimeOptions({}), (opened) =>
      receiver === undefined
        ? opened.explainAnywhere(symbol)
        : opened.explain([receiver, symbol], true),
    ),
};

export const tables = (): Table[] => [objects];
