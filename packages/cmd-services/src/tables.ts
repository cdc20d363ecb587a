// What `rhachet map` can ask: the services of the registry, as rhachet.services. A call that names an org means what
// dispatch-to means, any other what dispatch means with its words.
import type { Table, TableEntry } from '@rhachet/kit';
import type { Routes } from './cache/routes.ts';
import { Notes } from './commands/notes.ts';
import { openRoutes } from './commands/open.ts';
import { nameOf } from './decision/candidate.ts';
import { routerOf } from './decision/router.ts';
import { toRequest } from './dispatch/result-of.ts';
import type { Service } from './registry/types.ts';

type TableHost = Parameters<Table['entries']>[1];

const open = (host: TableHost): Promise<Routes> => openRoutes({}, new Notes(host));

const toEntry = (service: Service): TableEntry => ({
  symbol: service.name,
  args: { org: service.org },
  name: nameOf(service),
  ...(service.endpoints[0] ? { location: service.endpoints[0].url } : {}),
});

/** A service is asked for by its own name or with its org in front. */
const isNamed = (service: Service, symbol: string): boolean =>
  [service.name, nameOf(service)].some((name) => name.toLowerCase() === symbol.toLowerCase());

const services: Table = {
  module: 'rhachet.services',
  summary: 'the services of the registry, as dispatch and dispatch-to find them',
  parameters: [{ name: 'org', help: 'the code of its org' }],
  async entries(symbol, host) {
    const all = (await open(host)).registry().orgs.flatMap((org) => org.services);
    const asked = symbol === undefined ? all : all.filter((one) => isNamed(one, symbol));
    return asked.map(toEntry);
  },
  async decide({ symbol, args: { org } }, host) {
    const route = routerOf(await open(host));
    const decided =
      org === undefined
        ? route(toRequest(symbol), undefined, { explain: true })
        : route(toRequest(''), { org, service: symbol }, { explain: true });
    return decided.decision;
  },
};

export const tables = (): Table[] => [services];
