// map query, map trace, map whatif: one question to the map, and its answer as text, JSON or CBOR.
import { readFileSync } from 'node:fs';
import { type Call, EXIT, Failure, type Outcome, type Printed, usage } from '@rhachet/kit';
import { trace, whatIf } from '../resolve/answers.ts';
import { query } from '../resolve/query.ts';
import { parseCall } from '../resolve/signature.ts';
import type { Assumptions, Context } from '../resolve/types.ts';
import { openMap } from './open-map.ts';
import { queryText, traceText, whatIfText } from './text.ts';

interface AskOptions {
  source?: string[];
  module?: string;
  location?: string;
  assume?: string;
  cbor?: true;
}

type Asked = Pick<Call, 'json' | 'words'> & { options: AskOptions };

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

export function askQuery(call: Asked): Outcome {
  const [symbol = ''] = call.words;
  const { module, source } = call.options;
  const answer = query(openMap(source), { symbol, ...(module === undefined ? {} : { module }) });
  return print(call, answer, queryText);
}

const contextOf = ({ module, location }: AskOptions): Context => ({
  ...(module === undefined ? {} : { module }),
  ...(location === undefined ? {} : { location }),
});

/** No match and ambiguous were asked about, and are bad data (65) to a script. */
export function askTrace(call: Asked): Outcome {
  const [text = ''] = call.words;
  const answer = trace(openMap(call.options.source), parseCall(text), contextOf(call.options));
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

export function askWhatIf(call: Asked): Outcome {
  const [text = ''] = call.words;
  const { source, assume } = call.options;
  const answer = whatIf(openMap(source), {
    call: parseCall(text),
    context: contextOf(call.options),
    ...(assume === undefined ? {} : { assume: readAssumptions(assume) }),
  });
  return {
    ...print(call, answer, whatIfText),
    exit: answer.outcome.error ? EXIT.badData : EXIT.ok,
  };
}
