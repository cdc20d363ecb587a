// One bash that does the steps of a stay, as their reader would in one terminal: what a command leaves behind (a
// directory, a variable, a function) the next one finds.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { isOutput } from './compare-output.ts';
import type { Place } from './places.ts';
import type { Step } from './steps.ts';

const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
const LIMIT_MS = 600_000;

/** The step in bash. Each command writes `<n>.out`, and `<n>.code` when it has ended. */
function bashOf(step: Step, { to, place }: { to: string; place: Place }): string {
  if (step.kind === 'output') return '';
  if (step.kind === 'file') {
    const path = quote(join(place.dir, step.path));
    writeFileSync(`${to}.file`, step.text);
    const mode = step.executable ? ` && chmod +x ${path}` : '';
    return `mkdir -p ${quote(dirname(join(place.dir, step.path)))} && cat ${quote(`${to}.file`)} >${path}${mode}\n`;
  }
  const [out, code] = [quote(`${to}.out`), quote(`${to}.code`)];
  return `{ ${step.command.text}\n} >${out} 2>&1 </dev/null; echo $? >${code}\n`;
}

interface Ended {
  code: number;
  out: string;
}

function readEnded(to: string): Ended | undefined {
  try {
    return {
      code: Number(readFileSync(`${to}.code`, 'utf8')),
      out: readFileSync(`${to}.out`, 'utf8'),
    };
  } catch {
    return undefined;
  }
}

const indented = (text: string): string => text.trimEnd().replaceAll(/^/gm, '    ');

function problemOf(step: Step, ended: Map<Step, Ended | undefined>, place: Place): string[] {
  if (step.kind === 'file') return [];
  if (step.kind === 'output') {
    const printed = [...ended]
      .map(([one, result]) =>
        one.kind === 'command' && one.block === step.of ? (result?.out ?? '') : '',
      )
      .join('');
    if (isOutput(step.shown, printed, place.dir)) return [];
    return [`${step.at} shows what is not printed:\n${indented(printed)}`];
  }
  const { command, exits } = step;
  const result = ended.get(step);
  const head = `${command.at}  $ ${command.text}`;
  if (result === undefined) return [`${head}\n    was not reached`];
  if (!exits.includes(result.code))
    return [
      `${head}\n    ended with ${result.code}, not ${exits.join(' or ')}:\n${indented(result.out)}`,
    ];
  if (command.shown === undefined || isOutput(command.shown, result.out, place.dir)) return [];
  return [`${head}\n    the page shows another output than:\n${indented(result.out)}`];
}

/** Ends the bash and what it started when that takes too long: the command that hangs is then the last one reached. */
async function runBash(input: string, { dir: cwd, env }: Place): Promise<void> {
  const options = { input, cwd, env, extendEnv: false, reject: false, detached: true };
  const bash = execa('bash', ['--norc', '--noprofile'], options);
  const timer = setTimeout(() => process.kill(-bash.pid!, 'SIGKILL'), LIMIT_MS);
  await bash;
  clearTimeout(timer);
}

/** Does the steps in order; returns what is otherwise than the page says, one text each. */
export async function doSteps(steps: Step[], place: Place): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), 'rhachet-docs-run-'));
  const to = (at: number): string => join(dir, String(at));
  try {
    const script = steps.map((step, at) => bashOf(step, { to: to(at), place })).join('');
    await runBash(script, place);
    const ended = new Map(steps.map((step, at) => [step, readEnded(to(at))]));
    return steps.flatMap((step) => problemOf(step, ended, place));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
