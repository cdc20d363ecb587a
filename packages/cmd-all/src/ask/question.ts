// The question: of --say, else of stdin.
import { EXIT, Failure, isTerminal, type Launch, usage } from '@rhachet/kit';

/** No model reads more. */
const MOST_BYTES = 8_000_000;

async function readStdin(): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MOST_BYTES)
      throw new Failure(`stdin holds more than ${MOST_BYTES} bytes`, {
        code: 'TOO_LARGE',
        exit: EXIT.badData,
        hint: 'no model takes that much: give it a part',
      });
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Throws a `Failure`: 64 where nothing is asked, 65 where it is too much. */
export async function questionOf(say: string | undefined, launch: Launch): Promise<string> {
  const hint = 'rhachet ask --role R --say "…", or the question on stdin';
  if (say === undefined && isTerminal(launch, 0)) throw usage('nothing is asked', hint);
  const text = say ?? (await readStdin());
  if (text.trim() === '') throw usage('nothing is asked', hint);
  return text;
}
