// How long npx was running before it started us: from the start times that Linux keeps of each process (proc(5)).
import { readFileSync } from 'node:fs';

/** The unit of start times: 1/100 s on every Linux that runs Bun or Node. */
const TICK_MS = 10;

interface Ancestor {
  parent: number;
  startedMs: number;
}

/** The name in parentheses may itself hold spaces and parentheses: the fields are counted from the last one. */
function readAncestor(pid: number): Ancestor {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(fields[1]), startedMs: Number(fields[19]) * TICK_MS };
}

const isNpm = (pid: number): boolean =>
  /\bnp[mx]\b/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));

/** npm starts a bin itself or through `sh -c`. Its variables alone prove nothing: everything below npm inherits them. */
const GENERATIONS = 2;

/** Milliseconds between the start of npm and ours; `undefined` where npm did not start us. */
function npmLeadMs(): number | undefined {
  const own = readAncestor(process.pid);
  let pid = own.parent;
  for (let at = 0; at < GENERATIONS && pid > 1; at += 1) {
    const ancestor = readAncestor(pid);
    if (isNpm(pid)) return own.startedMs - ancestor.startedMs;
    pid = ancestor.parent;
  }
  return undefined;
}

export interface ThroughNpm {
  /** How long npm ran before it started us; `undefined` where the system does not say. */
  leadMs: number | undefined;
}

/** `undefined` when npx did not start us. */
export function throughNpm(): ThroughNpm | undefined {
  if (process.env.npm_command !== 'exec') return undefined;
  try {
    const leadMs = npmLeadMs();
    return leadMs === undefined ? undefined : { leadMs };
  } catch {
    // No /proc, as on macOS: the variable is all there is.
    return { leadMs: undefined };
  }
}
