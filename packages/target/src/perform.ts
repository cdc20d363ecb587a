// From the name of a skill or init to the program that we become.
import {
  decideTarget,
  locateAgentDir,
  requireTarget,
  type Target,
  type TargetQuery,
} from '@rhachet/agent-dir';
import { type Call, EXIT, explainText, mark, type Outcome, toJson } from '@rhachet/kit';
import { become } from '@rhachet/launch';
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

export interface TargetCall {
  query: TargetQuery;
  call: Pick<Call, 'json' | 'launch' | 'rest'> & { options: TargetOptions };
}

function explain(agentDir: string, { query, call }: TargetCall): Outcome {
  const decision = decideTarget(agentDir, query);
  return {
    print: call.json ? `${JSON.stringify(toJson(decision))}\n` : explainText(decision),
    exit: decision.status === 'resolved' ? EXIT.ok : EXIT.notFound,
  };
}

function findTarget(agentDir: string, query: TargetQuery): Target {
  const target = requireTarget(agentDir, query);
  mark('target.found');
  return target;
}

/** Becomes the one target that a query means, or with `--explain` says which it is. */
export function performTarget({ query, call }: TargetCall): Outcome {
  const agentDir = locateAgentDir(process.cwd());
  if (call.options.explain) return explain(agentDir, { query, call });
  const target = findTarget(agentDir, query);
  const { rest: args, launch, options } = call;
  const env = environmentOf(target);
  return {
    note: headerOf(target, launch, options.verbose === true),
    become: (last) => become({ file: target.path, args, env, keep: launch.keep, last }),
  };
}
