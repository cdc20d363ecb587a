// From the name of a skill or init to the program that we become.
import {
  decideTarget,
  locateAgentDir,
  requireTarget,
  type Target,
  type TargetQuery,
} from '@rhachet/agent-dir';
import {
  type Call,
  type Decision,
  EXIT,
  explainText,
  mark,
  type Outcome,
  toJson,
} from '@rhachet/kit';
import { become, type Program } from '@rhachet/launch';
import { environmentOf } from './environment.ts';
import { headerOf } from './header.ts';

/** The options that every command which runs a target has. */
export interface TargetOptions {
  repo?: string;
  role?: string;
  explain?: true;
  verbose?: true;
  required?: true;
}

export type TargetCall = Pick<Call, 'json' | 'launch' | 'rest'> & { options: TargetOptions };

/** A target that was found, ready to run. */
export interface Prepared {
  target: Target;
  program: Program;
  /** Names the target for the person at a terminal; empty where nobody looks. */
  header: string;
}

function findTarget(agentDir: string, query: TargetQuery): Target {
  const target = requireTarget(agentDir, query);
  mark('target.found');
  return target;
}

function prepare(agentDir: string, query: TargetQuery, call: TargetCall): Prepared {
  const target = findTarget(agentDir, query);
  const { rest: args, launch, options } = call;
  const program = { file: target.path, args, env: environmentOf(target), keep: launch.keep };
  return { target, program, header: headerOf(target, launch, options.verbose === true) };
}

/** Finds the target of every query before any can run. Throws a `Failure` (exit 126, 127) for the first that has none. */
export function prepareTargets(queries: TargetQuery[], call: TargetCall): Prepared[] {
  const agentDir = locateAgentDir(process.cwd());
  return queries.map((query) => prepare(agentDir, query, call));
}

function toText(decisions: Decision<Target>[], json: boolean): string {
  if (!json) return decisions.map(explainText).join('');
  const all = decisions.map(toJson);
  return `${JSON.stringify(all.length === 1 ? all[0] : { decisions: all })}\n`;
}

/** Says what each query means and why; exit 127 when one of them means no single target. */
export function explainTargets(queries: TargetQuery[], { json }: Pick<Call, 'json'>): Outcome {
  const agentDir = locateAgentDir(process.cwd());
  const decisions = queries.map((query) => decideTarget(agentDir, query));
  const resolved = decisions.every(({ status }) => status === 'resolved');
  return { print: toText(decisions, json), exit: resolved ? EXIT.ok : EXIT.notFound };
}

/** The part of a command's bundle that writes the index of targets: only a call that the launcher could not answer needs it. */
export interface Memory {
  rememberTarget: (asked: string, agentDir: string, target: Target) => void;
}

/** Becomes the one target that a query means, or with `--explain` says which it is. */
export function performTarget(query: TargetQuery, call: TargetCall, memory: () => Memory): Outcome {
  if (call.options.explain) return explainTargets([query], call);
  const [prepared] = prepareTargets([query], call) as [Prepared];
  const { target, program, header } = prepared;
  return {
    note: header,
    become: (last) => {
      const { index } = call.launch;
      if (index !== undefined)
        memory().rememberTarget(index, locateAgentDir(process.cwd()), target);
      return become({ ...program, last });
    },
  };
}
