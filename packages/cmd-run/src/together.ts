// Several inits in one call: agents fire up to nine hooks for one tool call, and each start of ours would cost.
import { type Chunk, EXIT, EXIT_BLOCKED, failureText, isFailure, type Outcome } from '@rhachet/kit';
import { type Beside, startBeside } from '@rhachet/launch/beside';
import type { Prepared, TargetCall } from '@rhachet/target';

const toErr = (text: string): Chunk => ({ to: 'err', bytes: new TextEncoder().encode(text) });

/** One that says "blocked" wins over everything, then the first failure in the order given. */
export const exitOf = (exits: number[]): number =>
  exits.includes(EXIT_BLOCKED) ? EXIT_BLOCKED : (exits.find((exit) => exit !== EXIT.ok) ?? EXIT.ok);

/** The block of one init, and its exit code. One that the kernel refused is a failure of our own. */
async function* block(
  { output, ended }: Beside,
  { options: { required }, json }: Pick<TargetCall, 'json' | 'options'>,
): AsyncGenerator<Chunk, number> {
  yield* output;
  try {
    return await ended;
  } catch (error) {
    if (!isFailure(error)) throw error;
    yield toErr(failureText(error, json));
    return required ? EXIT_BLOCKED : error.exit;
  }
}

async function* blocks(prepared: Prepared[], call: TargetCall): AsyncGenerator<Chunk, number> {
  const programs = prepared.map(({ program }) => program);
  const started = await startBeside(programs, call.launch.terminals);
  const exits: number[] = [];
  for (const [at, one] of started.entries()) {
    const { header = '' } = prepared[at] ?? {};
    if (header !== '') yield toErr(header);
    exits.push(yield* block(one, call));
  }
  return exitOf(exits);
}

/** All at once, the same stdin to each, the output of each as a block in the order given. */
export const runTogether = (prepared: Prepared[], call: TargetCall): Outcome => ({
  stream: blocks(prepared, call),
});
