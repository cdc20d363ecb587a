// ask: a question to a role, answered by a model that may call the role's skills.
import { type Call, EXIT, type Outcome } from '@rhachet/kit';
import { brainOf, type BrainOptions } from '../brains/brain-of.ts';
import type { Brain, ModelMessage } from '../brains/types.ts';
import { costOf, usageText } from '../brains/usage.ts';
import { goOn, type GoingOn } from '../going-on.ts';
import { type SkillTool, toolsOf } from '../skills/tools.ts';
import { confirmer } from './confirm.ts';
import { conversationFile, readConversation, writeConversation } from './conversation.ts';
import { converse, type Conversed } from './converse.ts';
import { explainOverflow, type Prompt, promptOf, type RoleOptions } from './prompt.ts';
import { questionOf } from './question.ts';

export interface AskOptions extends RoleOptions, BrainOptions {
  say?: string;
  yes?: true;
  'no-tools'?: true;
  continue?: true;
}

type AskCall = Pick<Call, 'json' | 'launch'> & { options: AskOptions };

interface Asking {
  call: AskCall;
  prompt: Prompt;
  brain: Brain;
  tools: SkillTool[];
  /** Of what is not offered. */
  left: string[];
  file: string | undefined;
  question: string;
}

function begin({ call, file }: Asking, note: (text: string) => void): ModelMessage[] {
  if (!call.options.continue) return [];
  const messages = file === undefined ? undefined : readConversation(file);
  if (messages === undefined) note('there is no conversation to continue: a new one begins\n');
  return messages ?? [];
}

/** An answer that cannot be remembered is one all the same. */
function remember({ file }: Asking, messages: ModelMessage[], note: (text: string) => void): void {
  if (file === undefined) return;
  try {
    writeConversation(file, messages);
  } catch (error) {
    note(`the conversation cannot be continued: ${(error as Error).message}\n`);
  }
}

function report({ prompt, brain }: Asking, { text, usage, calls, steps }: Conversed): string {
  const { repo, role } = prompt.role;
  const cost = costOf(usage, brain.price);
  const result = { repo, role, brain: brain.name, answer: text, calls, steps, usage, cost };
  return `${JSON.stringify(result)}\n`;
}

async function answer(asking: Asking, { output, signal }: GoingOn): Promise<number> {
  const { call, prompt, brain, tools, left, question } = asking;
  const { json, launch, options } = call;
  const note = (text: string): void => output.note(text);
  for (const one of left) note(`not offered: ${one}\n`);
  const messages = begin(asking, note);
  messages.push({ role: 'user', content: question });
  const confirm = confirmer({ launch, yes: options.yes === true, show: note, signal });
  const say = (text: string): void => (json ? undefined : output.out(text));
  const { keep } = launch;
  const conversed = await converse({
    ...{ brain, system: prompt.system, messages, say },
    ...{ tools, confirm, note, keep, signal },
  }).catch((error: unknown) => {
    throw explainOverflow(error, prompt);
  });
  remember(asking, messages, note);
  if (json) output.out(report(asking, conversed));
  else if (launch.terminals?.includes('2'))
    note(`${brain.name}: ${usageText(conversed.usage, brain.price)}\n`);
  return EXIT.ok;
}

/** Everything that can be wrong before the model is asked is found out before. */
export async function ask(call: AskCall): Promise<Outcome> {
  const { options, launch, json } = call;
  const prompt = promptOf(options);
  const { brain, takesTools } = brainOf(options);
  const isOffered = takesTools && !options['no-tools'];
  const { tools, left } = isOffered ? toolsOf([prompt.role]) : { tools: [], left: [] };
  const { agentDir, role } = prompt;
  const mock = options.mock !== undefined;
  const file = conversationFile({ agentDir, role: role.role, repo: role.repo, mock });
  const question = await questionOf(options.say, launch);
  const asking: Asking = { call, prompt, brain, tools, left, file, question };
  return goOn(json, (parts) => answer(asking, parts));
}
