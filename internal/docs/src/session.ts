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
const LIMIT_MS = 300_000;

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
  const { command, exit } = step;
  const result = ended.get(step);
  const head = `${command.at}  $ ${command.text}`;
  if (result === undefined) return [`${head}\n    was not reached`];
  if (result.code !== exit)
    return [`${head}\n    ended with ${result.code}, not ${exit}:\n${indented(result.out)}`];
  if (command.shown === undefined || isOutput(command.shown, result.out, place.dir)) return [];
  return [`${head}\n    the page shows another output than:\n${indented(result.out)}`];
}

/** Does the steps in order; returns what is otherwise than the page says, one text each. */
export async function doSteps(steps: Step[], place: Place): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), 'rhachet-docs-run-'));
  const to = (at: number): string => join(dir, String(at));
  try {
    const script = steps.map((step, at) => bashOf(step, { to: to(at), place })).join('');
    await execa('bash', ['--norc', '--noprofile'], {
      input: script,
      cwd: place.dir,
      env: place.env,
      extendEnv: false,
      reject: false,
      timeout: LIMIT_MS,
    });
    const ended = new Map(steps.map((step, at) => [step, readEnded(to(at))]));
    return steps.flatMap((step) => problemOf(step, ended, place));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
