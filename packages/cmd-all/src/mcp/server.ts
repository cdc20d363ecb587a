// An MCP server over a pair of streams: each skill is a tool, each call runs it once.
import type { Readable, Writable } from 'node:stream';
import type { Role } from '@rhachet/agent-dir';
import { type Keep, isFailure } from '@rhachet/kit';
import { resultText, runSkill } from '../skills/run-skill.ts';
import { problemsOf } from '../skills/schema.ts';
import { type SkillTool, toolsOf } from '../skills/tools.ts';

export interface SkillServer {
  /** Looked at with every request, so that a new skill is there at once. Throws a `Failure`. */
  roles: () => Role[];
  keep: Keep;
  version: string;
  input: Readable;
  output: Writable;
  note: (text: string) => void;
  /** What the client did wrong, or a fault of ours. */
  onError: (error: unknown) => void;
  /** The client is gone, or sent more than it may; `failed` says which. All answers are written. */
  onEnd: (failed: boolean) => void;
}

/** Of one message. */
const MOST_BYTES = 8 * 1024 * 1024;

const INSTRUCTIONS =
  'The skills of the roles of this project. Each runs with the rights of the user, in the directory of the server; what ' +
  'it prints and its exit code are the result.';

const sdk = (): typeof import('#mcp') =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#mcp') as typeof import('#mcp');

type ToolResult = {
  content: { type: 'text'; text: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: true;
};

const told = (text: string): ToolResult => ({ content: [{ type: 'text', text }], isError: true });

async function call(
  tool: SkillTool,
  input: unknown,
  { keep, signal }: { keep: Keep; signal: AbortSignal },
): Promise<ToolResult> {
  const problems = problemsOf(tool.parameters, input);
  if (problems.length > 0) return told(`not run: ${problems.join('; ')}`);
  const captured = await runSkill({ tool, input, keep, signal });
  return {
    content: [{ type: 'text', text: resultText(captured) }],
    structuredContent: { ...captured },
    ...(captured.exit === 0 ? {} : { isError: true as const }),
  };
}

/** What a model can mend it is told as a result: an error of the protocol does not reach it. */
async function callTool(
  server: SkillServer,
  { name, input }: { name: string; input: unknown },
  signal: AbortSignal,
): Promise<ToolResult> {
  try {
    const { tools, left } = toolsOf(server.roles());
    const tool = tools.find((one) => one.name === name);
    if (tool) return await call(tool, input, { keep: server.keep, signal });
    const why = left.filter((one) => one.includes(`skill=${name}:`));
    return told([`there is no tool ${name.slice(0, 100)}`, ...why].join('\n'));
  } catch (error) {
    if (isFailure(error))
      return told([error.message, ...error.details, error.hint ?? ''].join('\n').trim());
    server.onError(error);
    throw error;
  }
}

const toTool = ({ name, description, schema, target }: SkillTool) => ({
  name,
  title: target.slug,
  description,
  inputSchema: schema,
});

/** Counts calls that run, so that the end of stdin lets them be answered. */
class Running {
  #count = 0;
  #isOver = false;
  readonly #onEnd: () => void;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  async during<T>(work: Promise<T>): Promise<T> {
    this.#count += 1;
    try {
      return await work;
    } finally {
      this.#count -= 1;
      this.#look();
    }
  }

  over(): void {
    this.#isOver = true;
    this.#look();
  }

  #look(): void {
    if (!this.#isOver || this.#count > 0) return;
    // The answer of the last call is written after its handler has returned.
    setImmediate(() => this.#onEnd());
  }
}

/** Serves until the client closes its end. Returns what ends it before. */
export async function serveSkillsOver(
  server: SkillServer,
): Promise<{ close: () => Promise<void> }> {
  const { version, input, output, note, onError, onEnd } = server;
  const { Server, StdioServerTransport, ListToolsRequestSchema, CallToolRequestSchema } = sdk();
  const rpc = new Server(
    { name: 'rhachet', version },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  const running = new Running(() => onEnd(false));
  const stop = new AbortController();
  rpc.setRequestHandler(ListToolsRequestSchema, () => {
    const { tools, left } = toolsOf(server.roles());
    for (const one of left) note(`not offered: ${one}\n`);
    return { tools: tools.map(toTool) };
  });
  rpc.setRequestHandler(CallToolRequestSchema, ({ params }, extra) => {
    const signal = AbortSignal.any([extra.signal, stop.signal]);
    const { name, arguments: input = {} } = params;
    return running.during(callTool(server, { name, input }, signal));
  });
  rpc.onerror = onError;
  rpc.onclose = () => onEnd(true);
  input.once('end', () => running.over());
  await rpc.connect(new StdioServerTransport(input, output, { maxBufferSize: MOST_BYTES }));
  return {
    close: () => {
      // What still runs would outlive us.
      stop.abort();
      return rpc.close();
    },
  };
}
