// How the result of a dispatch reads: the answer on stdout, everything else on stderr.
import { type Chunk, type Outcome, printable } from '@rhachet/kit';
import { toPrinted } from '../dispatch/printed.ts';
import type { Dispatched } from '../dispatch/types.ts';
import { exitOf } from './exit-code.ts';
import type { Notes } from './notes.ts';

interface Shown {
  result: Dispatched;
  json: boolean;
  quiet: boolean;
  notes: Notes;
}

/** The answer as a person reads it; text is printed as it is. */
function dataText(data: unknown): string {
  if (data === undefined || data === null || data === '') return '';
  const text = typeof data === 'string' ? data : JSON.stringify(data, undefined, 2);
  return text.endsWith('\n') ? text : `${text}\n`;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** `→ FND.salesforce (crm; rule, 100 %): http://lucidia:8091/v1/salesforce` */
function routeLine(result: Dispatched): string {
  const { org = '', service = '', category, decided_by, confidence, endpoint = '' } = result;
  const kind = category === undefined ? '' : `${category}; `;
  const why = `${kind}${decided_by ?? ''}, ${percent(confidence)}`;
  return `→ ${org}.${service} (${why})${endpoint === '' ? '' : `: ${endpoint}`}`;
}

function errorText({ error, attempts }: Dispatched): string {
  if (!error) return '';
  const tried = attempts.length > 1 ? ` (${attempts.length} tries)` : '';
  const lines = [`rhachet: ${error.message}${tried}`];
  if (error.hint !== undefined) lines.push(`hint: ${error.hint}`);
  return `${lines.map(printable).join('\n')}\n`;
}

function noteOf({ result, quiet, notes, json }: Shown): string {
  const said = notes.take();
  if (quiet) return errorText(result);
  const route = result.service === undefined || json ? '' : `${printable(routeLine(result))}\n`;
  return `${route}${said}${json ? '' : errorText(result)}`;
}

/** The outcome of a dispatch whose answer is all there. */
export function answered(shown: Shown): Outcome {
  const { result, json } = shown;
  const print = json ? `${JSON.stringify(toPrinted(result))}\n` : dataText(result.data);
  return { note: noteOf(shown), print, exit: exitOf(result) };
}

async function* chunks(shown: Shown): AsyncGenerator<Chunk, number> {
  const encoder = new TextEncoder();
  const { result } = shown;
  yield { to: 'err', bytes: encoder.encode(noteOf(shown)) };
  try {
    for await (const bytes of result.response.body ?? []) yield { to: 'out', bytes };
    return exitOf(result);
  } catch (error) {
    const { code = 'bad_response', message = String(error) } = error as Partial<{
      code: string;
      message: string;
    }>;
    const failed = { ...result, ok: false, error: { code, message } };
    yield { to: 'err', bytes: encoder.encode(errorText(failed)) };
    return exitOf(failed);
  }
}

/** The outcome of a dispatch whose answer is still coming. */
export const streamed = (shown: Shown): Outcome => ({ stream: chunks(shown) });
