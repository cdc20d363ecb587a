// What a package can decide about, as a module of `rhachet map`: rhachet.skills, rhachet.services, …
import type { Call } from './contract.ts';
import type { Decision } from './decide.ts';

/** Begins the name of every table; a module of source code is never looked for under it. */
export const TABLE_PREFIX = 'rhachet.';

const MODULE = /^rhachet\.[a-z][a-z0-9-]*$/;

export interface TableParameter {
  name: string;
  help: string;
}

/** `hello(role=greeter)`: a name, and the parameters that the caller gives. */
export interface TableCall {
  symbol: string;
  args: Record<string, string>;
}

/** One thing that a call can mean; `args` has a value for every parameter of its table. */
export interface TableEntry extends TableCall {
  /** How the signatures of decisions name it. */
  name: string;
  /** Where it is: a path, a URL. */
  location?: string;
  /** Why no call can mean it. It is not listed, and decisions reject it. */
  unusable?: string;
}

/** A decision as it is shown: `decide` makes one. */
export type TableDecision = Pick<
  Decision<unknown>,
  'call' | 'status' | 'selected' | 'candidates' | 'error'
>;

type TableHost = Pick<Call, 'launch' | 'json'>;

export interface Table {
  /** `rhachet.<word>`, the word in small letters. */
  module: string;
  summary: string;
  parameters: TableParameter[];
  /** All entries, or those of one name. Throws a `Failure` where there is nothing to read them from. */
  entries: (symbol: string | undefined, host: TableHost) => TableEntry[] | Promise<TableEntry[]>;
  /** The very decision that the command of the package would make, by the same code. Runs nothing. */
  decide: (call: TableCall, host: TableHost) => TableDecision | Promise<TableDecision>;
}

/** What `dist/command.json` says of a table. */
export type TableManifest = Pick<Table, 'module' | 'summary' | 'parameters'>;

/** Throws for a name that `map` would not ask for. */
export function tableManifest({ module, summary, parameters }: Table): TableManifest {
  if (!MODULE.test(module))
    throw new Error(`a table is named ${TABLE_PREFIX}<word> in small letters, not ${module}`);
  return { module, summary, parameters };
}
