// Which package manager stands between the caller and us, and how long it ran before it started us.
import { readFileSync } from 'node:fs';

/** The unit of start times in proc(5): 1/100 s on every Linux that runs Bun or Node. */
const TICK_MS = 10;

/** A manager starts a bin itself or through `sh -c`. Its variables alone prove nothing: everything below inherits them. */
const GENERATIONS = 2;

/** Which of its programs the first word of `npm_config_user_agent` stands for, and its name in a command line. */
const MANAGERS: Record<string, { exec: string; program: RegExp }> = {
  npm: { exec: 'npx', program: /\bnp[mx]\b/ },
  pnpm: { exec: 'pnpm exec', program: /\bpnpm\b/ },
  bun: { exec: 'bunx', program: /\bbunx?\b/ },
  yarn: { exec: 'yarn run', program: /\byarn/ },
};

export interface Manager {
  /** `npx`, `npm run`, `pnpm exec`, `bunx`, `yarn run`, … */
  name: string;
  /** How long it ran before it started us; `undefined` where the system does not say. */
  leadMs: number | undefined;
}

interface Process {
  parent: number;
  startedMs: number;
}

/** The name in parentheses may itself hold spaces and parentheses: the fields are counted from the last one. */
function readProcess(pid: number): Process {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(fields[1]), startedMs: Number(fields[19]) * TICK_MS };
}

/** Milliseconds between the start of the nearest such ancestor and ours; `undefined` where there is none near. */
function leadOver(program: RegExp): number | undefined {
  const own = readProcess(process.pid);
  let pid = own.parent;
  for (let at = 0; at < GENERATIONS && pid > 1; at += 1) {
    const { parent, startedMs } = readProcess(pid);
    if (program.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')))
      return own.startedMs - startedMs;
    pid = parent;
  }
  return undefined;
}

/** What managers tell their children: `npm_config_user_agent` is `npm/11.6.0 node/v20 …`; yarn sets no `npm_command`. */
export function managerOf(env: NodeJS.ProcessEnv): { name: string; program: RegExp } | undefined {
  const [agent = ''] = (env.npm_config_user_agent ?? '').split('/');
  const manager = Object.hasOwn(MANAGERS, agent) ? MANAGERS[agent] : undefined;
  if (manager === undefined) return undefined;
  const runs = env.npm_command === 'exec' || agent === 'yarn' ? manager.exec : `${agent} run`;
  return { name: runs, program: manager.program };
}

/** `undefined` when no package manager started us. */
export function startedBy(env: NodeJS.ProcessEnv): Manager | undefined {
  const manager = managerOf(env);
  if (manager === undefined) return undefined;
  try {
    const leadMs = leadOver(manager.program);
    return leadMs === undefined ? undefined : { name: manager.name, leadMs };
  } catch {
    // No /proc, as on macOS: only what asks for a bin by its name is surely the nearest.
    return env.npm_command === 'exec' ? { name: manager.name, leadMs: undefined } : undefined;
  }
}
