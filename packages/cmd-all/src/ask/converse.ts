// The loop: the model answers or calls skills, is told what they printed, and goes on until it has answered.
import { EXIT, Failure } from '@rhachet/kit';
import type { Answer, Brain, ModelMessage, Question, Usage } from '../brains/types.ts';
import { NO_USAGE, sumOf } from '../brains/usage.ts';
import { answerCalls, type CallReport, type ToolParts } from './tool-turn.ts';

/** Rounds of calls in one question: a model that goes in circles is paid for each. */
const MOST_STEPS = 50;

export interface Conversing extends ToolParts {
  brain: Brain;
  system: string;
  /** Grows by what is said. */
  messages: ModelMessage[];
  /** Text of the model as it comes. */
  say: (text: string) => void;
}

export interface Conversed {
  /** The text of all steps, each on lines of its own. */
  text: string;
  usage: Usage;
  calls: CallReport[];
  steps: number;
}

async function answerOf(
  brain: Brain,
  question: Question,
  say: (text: string) => void,
): Promise<Answer> {
  const stream = brain.ask(question);
  for (;;) {
    const { done, value } = await stream.next();
    if (done) return value;
    say(value);
  }
}

/** Text of several steps, and what a shell prints next, begins on a line of its own. */
function endLine({ say }: Conversing, text: string): void {
  if (text !== '' && !text.endsWith('\n')) say('\n');
}

const endless = (): Failure =>
  new Failure(`the model called skills in ${MOST_STEPS} rounds and gave no answer`, {
    code: 'ENDLESS',
    exit: EXIT.badData,
    hint: 'ask for less at once, or with --no-tools',
  });

/** Throws a `Failure` where the brain does, and exit 65 for a model that never stops calling skills. */
export async function converse(conversing: Conversing): Promise<Conversed> {
  const { brain, system, messages, tools, signal, note } = conversing;
  const specs = tools.map(({ name, description, schema }) => ({ name, description, schema }));
  const done: Conversed = { text: '', usage: NO_USAGE, calls: [], steps: 0 };
  while (done.steps < MOST_STEPS) {
    let shown = '';
    const say = (text: string): void => {
      shown += text;
      conversing.say(text);
    };
    const question = { system, messages, tools: specs, signal, note };
    const answer = await answerOf(brain, question, say).finally(() => endLine(conversing, shown));
    done.steps += 1;
    done.text = [done.text, answer.text].filter((text) => text !== '').join('\n');
    done.usage = sumOf(done.usage, answer.usage);
    messages.push(...answer.messages);
    if (answer.isCut) note('the answer was cut at its limit of length\n');
    const isBroken = answer.messages.at(-1)?.role === 'tool';
    if (answer.calls.length === 0 && !isBroken) return done;
    if (answer.calls.length === 0) continue;
    const { message, reports } = await answerCalls(answer.calls, conversing);
    done.calls.push(...reports);
    messages.push(message);
  }
  throw endless();
}
