// map query, map trace, map whatif: one question to the map, and its answer as text, JSON or CBOR.
import { readFileSync } from 'node:fs';
import { type Call, EXIT, Failure, type Outcome, type Printed, usage } from '@rhachet/kit';
import { trace, whatIf } from '../resolve/answers.ts';
import { query } from '../resolve/query.ts';
import { parseCall } from '../resolve/signature.ts';
import type {
  Assumptions,
  CallSite,
  Context,
  TraceAnswer,
  WhatIfAnswer,
} from '../resolve/types.ts';
import { queryTable, type TableQuestion, traceTable, whatIfTable } from '../tables/answers.ts';
import { readTableCall } from '../tables/call.ts';
import { findTable, type InTable, type Named, tableNamed } from '../tables/find-table.ts';
import { openMap } from './open-map.ts';
import { queryText, traceText, whatIfText } from './text.ts';

interface AskOptions {
  source?: string[];
  module?: string;
  location?: string;
  assume?: string;
  cbor?: true;
}

type Asked = Pick<Call, 'json' | 'words' | 'launch' | 'packages' | 'load'> & {
  options: AskOptions;
};

// eslint-disable-next-line @typescript-eslint/require-await -- what kit takes bytes as
async function* bytesOf(answer: unknown): AsyncGenerator<Uint8Array> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  const { encodeCbor } = require('#cbor') as typeof import('#cbor');
  yield encodeCbor(answer);
}

function print<T>({ json, options }: Asked, answer: T, text: (answer: T) => string): Printed {
  if (!options.cbor) return { print: json ? `${JSON.stringify(answer)}\n` : text(answer) };
  if (json) throw usage('--cbor and --json are two forms of one answer', 'give one of them');
  return { print: bytesOf(answer) };
}

/** The table that a question is about. Throws a `Failure` for options that mean nothing to it. */
async function tableOf(call: Asked, { module }: InTable): Promise<TableQuestion> {
  const foreign = (['source', 'location', 'assume'] as const).find((one) => call.options[one]);
  if (foreign !== undefined)
    throw usage(`--${foreign} is for source code; ${module} is a table of rhachet itself`);
  return { table: await findTable(module, call), host: call };
}

const named = (symbol: string, { module }: AskOptions): Named => ({ symbol, module });

export async function askQuery(call: Asked): Promise<Outcome> {
  const [symbol = ''] = call.words;
  const { module, source } = call.options;
  const inTable = tableNamed(named(symbol, call.options));
  const answer = inTable
    ? await queryTable(await tableOf(call, inTable), inTable.symbol)
    : query(openMap(source), { symbol, ...(module === undefined ? {} : { module }) });
  return print(call, answer, queryText);
}

const contextOf = ({ module, location }: AskOptions): Context => ({
  ...(module === undefined ? {} : { module }),
  ...(location === undefined ? {} : { location }),
});

/** The table and the call, for a question about one; `undefined` for one about source code. */
async function tableCall(call: Asked): Promise<[TableQuestion, CallSite] | undefined> {
  const [text = ''] = call.words;
  const inTable = tableNamed(named(text, call.options));
  return inTable && [await tableOf(call, inTable), readTableCall(inTable.symbol)];
}

/** No match and ambiguous were asked about, and are bad data (65) to a script. */
export async function askTrace(call: Asked): Promise<Outcome> {
  const inTable = await tableCall(call);
  const answer: TraceAnswer = inTable
    ? await traceTable(...inTable)
    : trace(openMap(call.options.source), parseCall(call.words[0] ?? ''), contextOf(call.options));
  return { ...print(call, answer, traceText), exit: answer.error ? EXIT.badData : EXIT.ok };
}

function readAssumptions(file: string): Assumptions {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
    const { parseAssumptions } = require('#documents') as typeof import('#documents');
    return parseAssumptions(readFileSync(file, 'utf8'), file);
  } catch (cause) {
    if (!(cause instanceof Error) || !('syscall' in cause)) throw cause;
    throw new Failure(`cannot read ${file}: ${cause.message}`, {
      code: 'NO_FILE',
      exit: EXIT.noInput,
      cause,
    });
  }
}

function whatIfSource({ options, words }: Asked): WhatIfAnswer {
  const { source, assume } = options;
  return whatIf(openMap(source), {
    call: parseCall(words[0] ?? ''),
    context: contextOf(options),
    ...(assume === undefined ? {} : { assume: readAssumptions(assume) }),
  });
}

export async function askWhatIf(call: Asked): Promise<Outcome> {
  const inTable = await tableCall(call);
  const answer = inTable ? await whatIfTable(...inTable) : whatIfSource(call);
  return {
    ...print(call, answer, whatIfText),
    exit: answer.outcome.error ? EXIT.badData : EXIT.ok,
  };
}
