// act: the harness controls, the brain fills in. From an input a model makes the arguments of one skill, which is then run.
import { requireTarget } from '@rhachet/agent-dir';
import { type Call, countOption, type Outcome, progressOf, usage } from '@rhachet/kit';
import { explainOverflow, type Prompt, promptOf, type RoleOptions } from '../ask/prompt.ts';
import { brainOf, type BrainOptions } from '../brains/brain-of.ts';
import { goOn, type GoingOn } from '../going-on.ts';
import { toolOf } from '../skills/tools.ts';
import { replaceFile } from '../write-file.ts';
import { attempt, type Attempt } from './attempt.ts';
import { table, tryAll } from './attempts.ts';
import type { FillIn } from './fill-in.ts';
import { inputOf } from './input.ts';
import { outputOf } from './outputs.ts';

export interface ActOptions extends RoleOptions, BrainOptions {
  skill?: string;
  input?: string;
  output?: string;
  attempts?: string;
  concurrency?: string;
}

type ActCall = Pick<Call, 'json' | 'launch'> & { options: ActOptions };

const MOST_ATTEMPTS = 1000;
const MOST_AT_ONCE = 100;
const AT_ONCE = 3;

interface Acting {
  call: ActCall;
  prompt: Prompt;
  parts: Omit<FillIn, 'note' | 'signal'>;
  count: number | undefined;
  concurrency: number;
}

const toText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

function make(acting: Acting, { output, signal }: GoingOn): Promise<Attempt> {
  const { call, prompt, parts } = acting;
  const note = (text: string): void => output.note(text);
  return attempt({ ...parts, signal, note }, call.launch.keep).catch((error: unknown) => {
    throw explainOverflow(error, prompt);
  });
}

async function once(acting: Acting, going: GoingOn): Promise<number> {
  const { output: path } = acting.call.options;
  const result = await make(acting, going);
  if (path === undefined) going.output.out(toText(result));
  else {
    const file = outputOf(path, 1, 1);
    replaceFile(file, toText(result));
    going.output.note(`🌊 output written to ${file}\n`);
  }
  if (result.stderr !== '' && path === undefined) going.output.note(result.stderr);
  return result.exit;
}

async function several(acting: Acting, going: GoingOn, count: number): Promise<number> {
  const { options, launch, json } = acting.call;
  const path = options.output ?? '';
  const progress = json ? undefined : progressOf(launch);
  const all = await tryAll({
    count,
    concurrency: acting.concurrency,
    outputOf: (at) => outputOf(path, at, count),
    make: async (file) => {
      const result = await make(acting, going);
      replaceFile(file, toText(result));
      return result;
    },
    progress: (done) => progress?.('attempts', done, count),
    signal: going.signal,
  });
  going.output.out(json ? `${JSON.stringify({ attempts: all })}\n` : table(all));
  return all.find(({ exit }) => exit !== 0)?.exit ?? 0;
}

function countsOf({
  attempts,
  concurrency,
  output,
}: ActOptions): Pick<Acting, 'concurrency' | 'count'> {
  if (attempts !== undefined && output === undefined)
    throw usage('--attempts requires --output path', 'each attempt writes a file of its own');
  if (concurrency !== undefined && attempts === undefined)
    throw usage('--concurrency is for --attempts');
  const number = (name: string, value: string, max: number): number =>
    countOption(name, value, { min: 1, max });
  return {
    count: attempts === undefined ? undefined : number('attempts', attempts, MOST_ATTEMPTS),
    concurrency:
      concurrency === undefined ? AT_ONCE : number('concurrency', concurrency, MOST_AT_ONCE),
  };
}

/** Everything that can be wrong before the model is asked is found out before. */
export function act(call: ActCall): Outcome {
  const { options, json } = call;
  const counts = countsOf(options);
  const prompt = promptOf(options);
  if (options.skill === undefined)
    throw usage('--skill is required', 'rhachet run list shows which there are');
  const { repo, role } = prompt.role;
  const query = { kind: 'skill', slug: options.skill, repo, role } as const;
  const tool = toolOf(requireTarget(prompt.agentDir, query));
  const input = inputOf(options.input);
  const { brain } = brainOf(options);
  const parts = { brain, system: prompt.system, tool, input };
  const acting: Acting = { call, prompt, parts, ...counts };
  const { count } = counts;
  return goOn(json, (going) =>
    count === undefined ? once(acting, going) : several(acting, going, count),
  );
}
