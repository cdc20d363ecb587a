// One call of a skill that a model asks for: checked, confirmed, run, and answered.
import { type Keep, isFailure, printable, shellQuote } from '@rhachet/kit';
import type { ModelMessage, ToolCall } from '../brains/types.ts';
import { resultText, runSkill } from '../skills/run-skill.ts';
import { invocationOf, problemsOf } from '../skills/schema.ts';
import type { SkillTool } from '../skills/tools.ts';
import type { Verdict } from './confirm.ts';

export interface ToolParts {
  tools: SkillTool[];
  confirm: () => Promise<Verdict>;
  note: (text: string) => void;
  keep: Keep;
  signal: AbortSignal;
}

/** What became of a call, for --json. */
export interface CallReport {
  skill: string;
  input: unknown;
  status: 'failed' | 'invalid' | 'ran' | 'refused';
  exit?: number;
}

type Output = Extract<
  Extract<ModelMessage, { role: 'tool' }>['content'][number],
  { type: 'tool-result' }
>['output'];

interface Done {
  report: CallReport;
  output: Output;
}

const WHY_NOT = {
  refused: 'the person at the terminal refused this call; it was not run',
  nobody:
    'not run: a person has to confirm each call of a skill, and nobody is there to ask. Go on without it, and say so; ' +
    'the caller can allow all calls with --yes',
};

/** The call as it would be typed. */
function callText(tool: SkillTool, input: unknown): string {
  const { args, stdin } = invocationOf(tool.parameters, input);
  const words = [tool.target.slug, ...args.map(shellQuote)].join(' ');
  return printable(stdin === undefined ? words : `${words} <<< ${shellQuote(stdin)}`);
}

async function run(tool: SkillTool, call: ToolCall, parts: ToolParts): Promise<Done> {
  const { input } = call;
  const skill = tool.target.slug;
  try {
    const captured = await runSkill({ tool, input, keep: parts.keep, signal: parts.signal });
    parts.note(`← ${printable(skill)}: exit ${captured.exit}\n`);
    const value = resultText(captured);
    const type = captured.exit === 0 ? 'text' : 'error-text';
    return {
      report: { skill, input, status: 'ran', exit: captured.exit },
      output: { type, value },
    };
  } catch (error) {
    if (!isFailure(error)) throw error;
    parts.note(`← ${printable(`${skill}: ${error.message}`)}\n`);
    return {
      report: { skill, input, status: 'failed' },
      output: { type: 'error-text', value: error.message },
    };
  }
}

async function perform(call: ToolCall, parts: ToolParts): Promise<Done> {
  const tool = parts.tools.find(({ name }) => name === call.name);
  const problems = tool
    ? problemsOf(tool.parameters, call.input)
    : [`there is no tool ${call.name.slice(0, 100)}`];
  const skill = tool?.target.slug ?? call.name;
  const { input } = call;
  if (!tool || problems.length > 0) {
    parts.note(`→ ${printable(skill)}: not run: ${printable(problems.join('; '))}\n`);
    const value = `not run: ${problems.join('; ')}`;
    return { report: { skill, input, status: 'invalid' }, output: { type: 'error-text', value } };
  }
  parts.note(`→ ${callText(tool, input)}\n`);
  const verdict = await parts.confirm();
  if (verdict === 'run') return run(tool, call, parts);
  if (verdict === 'nobody')
    parts.note('  not run: nobody is there to confirm it; --yes allows it\n');
  const reason = WHY_NOT[verdict];
  return {
    report: { skill, input, status: 'refused' },
    output: { type: 'execution-denied', reason },
  };
}

/** Answers the calls of one step, one after the other: a person is asked about one at a time. */
export async function answerCalls(
  calls: ToolCall[],
  parts: ToolParts,
): Promise<{ message: ModelMessage; reports: CallReport[] }> {
  const content: Extract<ModelMessage, { role: 'tool' }>['content'] = [];
  const reports: CallReport[] = [];
  for (const call of calls) {
    parts.signal.throwIfAborted();
    const { report, output } = await perform(call, parts);
    reports.push(report);
    content.push({ type: 'tool-result', toolCallId: call.id, toolName: call.name, output });
  }
  return { message: { role: 'tool', content }, reports };
}
