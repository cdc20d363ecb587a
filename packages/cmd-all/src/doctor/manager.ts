// Which package manager stands between the caller and us, and how long it ran before it started us.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** The unit of start times in proc(5): 1/100 s on every Linux that runs Bun or Node. */
const TICK_MS = 10;

/** A manager starts a bin itself or through `sh -c`; what is further up started something else. */
const GENERATIONS = 2;

/** What they are called in a command line (npm writes its own: `npm exec rhachet`), and when they run a bin by its name. */
const MANAGERS: Record<string, { exec: string; program: RegExp }> = {
  npm: { exec: 'npx', program: /^np[mx](-cli)?$/ },
  pnpm: { exec: 'pnpm exec', program: /^pnp[mx]$/ },
  bun: { exec: 'bunx', program: /^bunx?$/ },
  yarn: { exec: 'yarn run', program: /^yarn(-[\d.]+)?$/ },
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

const programName = (word = ''): string => basename(word).replace(/\.[cm]?js$/, '');
const isFlag = (word: string): boolean => word.startsWith('-');

/** `npx`, `pnpm run`, …; `undefined` for a command line that is no package manager's. */
export function managerOf(commandLine: string): string | undefined {
  let words = commandLine.split(/[\0 ]/).filter((word) => word !== '');
  if (programName(words[0]) === 'node') {
    words = words.slice(1);
    while (words[0] && isFlag(words[0])) words = words.slice(1);
  }
  const [program, ...rest] = [programName(words[0]), ...words.slice(1)];
  const found = Object.entries(MANAGERS).find(([, manager]) => manager.program.test(program));
  if (!found) return undefined;
  const [name, { exec }] = found;
  const verb = rest.find((word) => !isFlag(word)) ?? '';
  if (name === 'yarn' || program.endsWith('x') || ['exec', 'x', 'dlx'].includes(verb)) return exec;
  // `bun script.js` is no package manager.
  return name === 'bun' && verb !== 'run' ? undefined : `${name} run`;
}

/** The nearest of our ancestors, and the milliseconds between its start and ours. */
function nearest(): Manager | undefined {
  const own = readProcess(process.pid);
  let pid = own.parent;
  for (let at = 0; at < GENERATIONS && pid > 1; at += 1) {
    const { parent, startedMs } = readProcess(pid);
    const name = managerOf(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    if (name !== undefined) return { name, leadMs: own.startedMs - startedMs };
    pid = parent;
  }
  return undefined;
}

/** What managers tell their children, who pass it on to theirs: `npm/11.6.0 node/v20 …`. */
function toldBy({ npm_config_user_agent, npm_command }: NodeJS.ProcessEnv): Manager | undefined {
  const [agent = ''] = (npm_config_user_agent ?? '').split('/');
  // Only what asks for a bin by its name is surely the nearest.
  if (npm_command !== 'exec' || !Object.hasOwn(MANAGERS, agent)) return undefined;
  return { name: MANAGERS[agent]?.exec ?? agent, leadMs: undefined };
}

/** `undefined` when no package manager started us. */
export function startedBy(env: NodeJS.ProcessEnv): Manager | undefined {
  try {
    return nearest();
  } catch {
    // No /proc, as on macOS.
    return toldBy(env);
  }
}
