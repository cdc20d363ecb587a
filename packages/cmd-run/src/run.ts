// run and rhx: the queries that the words mean.
import { type Outcome, usage } from '@rhachet/kit';
import { explainTargets, performTarget, prepareTargets, type TargetCall } from '@rhachet/target';
import { memory } from './memory.ts';

type NamedCall = TargetCall & { options: { skill?: string; init?: string[] } };

/** Loaded when it is asked for: one init alone must not pay for it. */
const beside = () =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#together') as typeof import('#together');

function runInits(inits: string[], call: TargetCall): Outcome {
  const { repo, role, explain } = call.options;
  const queries = inits.map((slug) => ({ kind: 'init', slug, repo, role }) as const);
  if (explain) return explainTargets(queries, call);
  return beside().runTogether(prepareTargets(queries, call), call);
}

/** `run --skill X`, `run --init X`, and `run --init X --init Y …`. */
export function runNamed(call: NamedCall): Outcome {
  const { skill, init = [], repo, role } = call.options;
  if (skill !== undefined)
    return performTarget({ kind: 'skill', slug: skill, repo, role }, call, memory);
  const [slug] = init;
  if (slug === undefined) {
    throw usage('--skill or --init is required', 'e.g. rhachet run --skill say-hello');
  }
  if (init.length > 1) return runInits(init, call);
  return performTarget({ kind: 'init', slug, repo, role }, call, memory);
}

/** `rhx X`. */
export function runShort(call: TargetCall & { words: string[] }): Outcome {
  const [slug = ''] = call.words;
  const { repo, role } = call.options;
  return performTarget({ kind: 'skill', slug, repo, role }, call, memory);
}
