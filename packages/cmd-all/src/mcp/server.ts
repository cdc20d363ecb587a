// Each skill is a tool of MCP, each call runs it once.
import type { Role } from '@rhachet/agent-dir';
import { type Keep, isFailure } from '@rhachet/kit';
import { failedResult, type McpOffer, type ToolCall, type ToolResult } from '@rhachet/serve/mcp';
import { resultText, runSkill } from '../skills/run-skill.ts';
import { problemsOf } from '../skills/schema.ts';
import { type SkillTool, toolsOf } from '../skills/tools.ts';

export interface Skills {
  /** Looked at with every request, so that a new skill is there at once. Throws a `Failure`. */
  roles: () => Role[];
  keep: Keep;
  note: (text: string) => void;
  onError: (error: unknown) => void;
}

const MOST_BYTES = 8 * 1024 * 1024;

const INSTRUCTIONS =
  'The skills of the roles of this project. Each runs with the rights of the user, in the directory of the server; what ' +
  'it prints and its exit code are the result.';

const sdk = (): typeof import('#mcp') =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#mcp') as typeof import('#mcp');

async function run(tool: SkillTool, { input, signal }: ToolCall, keep: Keep): Promise<ToolResult> {
  const problems = problemsOf(tool.parameters, input);
  if (problems.length > 0) return failedResult(`not run: ${problems.join('; ')}`);
  const captured = await runSkill({ tool, input, keep, signal });
  return {
    content: [{ type: 'text', text: resultText(captured) }],
    structuredContent: { ...captured },
    ...(captured.exit === 0 ? {} : { isError: true as const }),
  };
}

async function callTool(skills: Skills, call: ToolCall): Promise<ToolResult> {
  const { name } = call;
  try {
    const { tools, left } = toolsOf(skills.roles());
    const tool = tools.find((one) => one.name === name);
    if (tool) return await run(tool, call, skills.keep);
    const why = left.filter((one) => one.includes(`skill=${name}:`));
    return failedResult([`there is no tool ${name.slice(0, 100)}`, ...why].join('\n'));
  } catch (error) {
    if (isFailure(error))
      return failedResult([error.message, ...error.details, error.hint ?? ''].join('\n').trim());
    skills.onError(error);
    throw error;
  }
}

const toTool = ({ name, description, schema, target }: SkillTool) => ({
  name,
  title: target.slug,
  description,
  inputSchema: { ...schema },
});

/** Skills as an MCP server. */
export const skillServer = (skills: Skills): McpOffer => ({
  library: sdk(),
  name: 'rhachet',
  instructions: INSTRUCTIONS,
  mostBytes: MOST_BYTES,
  tools: () => {
    const { tools, left } = toolsOf(skills.roles());
    for (const one of left) skills.note(`not offered: ${one}\n`);
    return tools.map(toTool);
  },
  call: (call) => callTool(skills, call),
});
