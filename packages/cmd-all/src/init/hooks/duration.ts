// ISO 8601 durations, as hooks write their timeouts: P1D, PT5S, PT1M30S.
import { EXIT, Failure } from '@rhachet/kit';

const FORM = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const SECONDS = [604_800, 86_400, 3600, 60, 1];

/** Whole seconds, at least 1. Throws a `Failure` (exit 78) for anything else; months and years have no length. */
export function toSeconds(duration: string): number {
  const parts: (string | undefined)[] | undefined = FORM.exec(duration)?.slice(1);
  if (!parts?.some((part) => part !== undefined))
    throw new Failure(`"${duration}" is not a duration`, {
      code: 'BAD_DURATION',
      exit: EXIT.badConfig,
      hint: 'a hook’s timeout is written as PT5S, PT1M or PT1H',
    });
  const sum = parts.reduce((total, part, at) => total + Number(part ?? 0) * (SECONDS[at] ?? 0), 0);
  return Math.max(1, Math.round(sum));
}
