// The arguments of a skill, filled in by a model: asked for JSON, checked, and told what is wrong with it.
import { EXIT, Failure } from '@rhachet/kit';
import type { Answer, Brain, ModelMessage, Question, Usage } from '../brains/types.ts';
import { NO_USAGE, sumOf } from '../brains/usage.ts';
import { problemsOf } from '../skills/schema.ts';
import type { SkillTool } from '../skills/tools.ts';

const MOST_TRIES = 3;
/** Characters of the last answer that are shown. */
const MOST_SHOWN = 2000;

export interface FillIn {
  brain: Brain;
  system: string;
  tool: SkillTool;
  input: unknown;
  signal: AbortSignal;
  note: (text: string) => void;
}

export interface Filled {
  args: Record<string, unknown>;
  tries: number;
  usage: Usage;
}

const request = ({
  tool,
  input,
}: FillIn): string => `Fill in the arguments of the skill "${tool.target.slug}". It says of itself:

${tool.description}

Its arguments are a JSON object of this schema:

${JSON.stringify(tool.schema)}

The input to make them from:

${JSON.stringify(input)}

Answer with the JSON object alone.`;

/** The text of the object: models put it into a fence, or a sentence around it. */
const objectIn = (text: string): string => text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);

type Checked = { args: Record<string, unknown> } | { problem: string };

function check(tool: SkillTool, text: string): Checked {
  let value: unknown;
  try {
    value = JSON.parse(objectIn(text));
  } catch (error) {
    return { problem: `it is not JSON: ${(error as Error).message}` };
  }
  const problems = problemsOf(tool.parameters, value);
  return problems.length > 0
    ? { problem: problems.join('; ') }
    : { args: value as Record<string, unknown> };
}

async function answerOf(brain: Brain, question: Question): Promise<Answer> {
  const stream = brain.ask(question);
  for (;;) {
    const { done, value } = await stream.next();
    if (done) return value;
  }
}

function neverValid(problem: string, { text }: Answer, tool: SkillTool): Failure {
  const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
  return new Failure(
    `the model gave no valid arguments for "${tool.target.slug}" in ${MOST_TRIES} tries: ${problem}`,
    {
      code: 'NEVER_VALID',
      exit: EXIT.badData,
      details: ['its last answer:', ...shown.split('\n')],
      hint: 'say more in the input, declare the arguments in the header of the skill, or take another brain',
    },
  );
}

/** Throws a `Failure`: 65 for a model that never answers validly, with its last answer; and what the brain throws. */
export async function fillIn(parts: FillIn): Promise<Filled> {
  const { brain, system, tool, signal, note } = parts;
  const messages: ModelMessage[] = [{ role: 'user', content: request(parts) }];
  let usage = NO_USAGE;
  for (let tries = 1; ; tries += 1) {
    const answer = await answerOf(brain, { system, messages, tools: [], signal, note });
    usage = sumOf(usage, answer.usage);
    const checked = check(tool, answer.text);
    if ('args' in checked) return { args: checked.args, tries, usage };
    const { problem } = checked;
    if (tries === MOST_TRIES) throw neverValid(problem, answer, tool);
    note(`try ${tries} of ${MOST_TRIES}: ${problem.slice(0, 300)}\n`);
    const again = `That is not valid: ${problem}. Answer with the JSON object alone.`;
    messages.push(...answer.messages, { role: 'user', content: again });
  }
}
