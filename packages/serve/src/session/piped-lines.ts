// Lines from a program: no prompt, no history, one after the other.

async function* linesOf(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** Runs each line, until one was the last or none follows. */
export async function readPipe(run: (line: string) => Promise<boolean>): Promise<void> {
  for await (const line of linesOf(process.stdin)) if (await run(line)) return;
}
