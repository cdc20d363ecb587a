// run and rhx: the query that the words mean.
import { type Outcome, usage } from '@rhachet/kit';
import { performTarget, type TargetCall } from '@rhachet/target';

type RunCall = TargetCall['call'];
type NamedCall = RunCall & { options: { skill?: string; init?: string } };

/** `run --skill X` and `run --init X`. */
export function runNamed(call: NamedCall): Outcome {
  const { skill, init, repo, role } = call.options;
  const kind = skill === undefined ? 'init' : 'skill';
  const slug = skill ?? init;
  if (slug === undefined) {
    throw usage('--skill or --init is required', 'e.g. rhachet run --skill say-hello');
  }
  return performTarget({ query: { kind, slug, repo, role }, call });
}

/** `rhx X`. */
export function runShort(call: RunCall & { words: string[] }): Outcome {
  const [slug = ''] = call.words;
  const { repo, role } = call.options;
  return performTarget({ query: { kind: 'skill', slug, repo, role }, call });
}
