// Which module of the program itself a question is about, and the package that answers it.
import {
  AMBIGUOUS,
  EXIT,
  Failure,
  type Host,
  type InstalledPackage,
  nearest,
  type Table,
  TABLE_PREFIX,
} from '@rhachet/kit';

export interface Named {
  symbol: string;
  module?: string | undefined;
}

export interface InTable {
  symbol: string;
  module: string;
}

const QUALIFIED = /^rhachet(?:\.|::)([\w-]+)(?:\.|::)(.+)$/s;

/** The table that a question names, in front of its symbol or as its module; `undefined` for one about source code. */
export function tableNamed({ symbol, module }: Named): InTable | undefined {
  if (module?.startsWith(TABLE_PREFIX)) return { symbol, module };
  const [, name, rest] = QUALIFIED.exec(symbol) ?? [];
  if (module !== undefined || name === undefined || rest === undefined) return undefined;
  return { symbol: rest, module: `${TABLE_PREFIX}${name}` };
}

const modulesOf = ({ tables = [] }: InstalledPackage): string[] =>
  tables.map(({ module }) => module);

function noTable(module: string, installed: InstalledPackage[]): Failure {
  const modules = installed.flatMap(modulesOf);
  const message = `no installed package has the table ${module}`;
  if (modules.length === 0) {
    const hint =
      'tables come with the command packages: npm install rhachet, ask with "rhachet map"';
    return new Failure(message, { code: 'NO_TABLE', exit: EXIT.badConfig, hint });
  }
  const [close] = nearest(module, modules, 1);
  const hint = close === undefined ? `there are: ${modules.join(', ')}` : `did you mean ${close}?`;
  return new Failure(message, { code: 'NO_TABLE', exit: EXIT.badData, hint });
}

function several(module: string, packages: InstalledPackage[]): Failure {
  return new Failure(`several packages have the table ${module}:`, {
    code: AMBIGUOUS,
    exit: EXIT.badConfig,
    details: packages.map(({ dir, package: name }) => `- ${name}  ${dir}`),
    hint: 'remove all but one of them from package.json',
  });
}

/** Loads the one package that has the table. Throws a `Failure` (exit 65, 78) where none has, or several. */
export async function findTable(
  module: string,
  { packages, load }: Pick<Host, 'packages' | 'load'>,
): Promise<Table> {
  const installed = await packages({ skipBroken: true });
  const offering = installed.filter((one) => modulesOf(one).includes(module));
  const [only] = offering;
  if (!only) throw noTable(module, installed);
  if (offering.length > 1) throw several(module, offering);
  const table = load(only)
    .tables?.()
    .find((one) => one.module === module);
  if (table) return table;
  throw new Failure(`${only.package} says it has the table ${module}, and has none`, {
    code: 'NO_TABLE',
    exit: EXIT.badConfig,
    hint: `its command.json is of another version than its code: install ${only.package} again`,
  });
}
