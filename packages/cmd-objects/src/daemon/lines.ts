// Without a socket: the protocol of one JSON line in, one out, over stdin and stdout, until stdin ends.
import { answerLine, refusal } from './protocol-v1.ts';
import type { DaemonRuntime } from './runtime.ts';

/** The answers to lines that come in pieces. A line that is too long is refused and skipped. */
export async function* answerLines(
  input: AsyncIterable<Uint8Array>,
  { runtime, requestLimit }: { runtime: DaemonRuntime; requestLimit: number },
): AsyncGenerator<string> {
  const tooLong = refusal(`the request is larger than ${requestLimit} bytes`);
  let kept = Buffer.alloc(0);
  let isSkipping = false;
  for await (const bytes of input) {
    kept = Buffer.concat([kept, bytes]);
    for (let end = kept.indexOf(10); end >= 0; end = kept.indexOf(10)) {
      const line = kept.toString('utf8', 0, end);
      kept = kept.subarray(end + 1);
      if (!isSkipping && line.trim() !== '')
        yield end > requestLimit ? tooLong : answerLine(line, runtime);
      isSkipping = false;
    }
    if (kept.length <= requestLimit) continue;
    if (!isSkipping) yield tooLong;
    isSkipping = true;
    kept = Buffer.alloc(0);
  }
  const rest = kept.toString().trim();
  if (rest !== '' && !isSkipping) yield answerLine(rest, runtime);
}
