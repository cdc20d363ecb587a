// The line that names the target, for the person at a terminal.
import type { Target } from '@rhachet/agent-dir';
import { isTerminal, type Launch } from '@rhachet/kit';

const HEADERS = {
  skill: ({ repo, role, slug }: Target) =>
    `\n🪨 run solid skill repo=${repo}/role=${role}/skill=${slug}\n\n`,
  init: ({ repo, role, slug }: Target) =>
    `\n💪 init role repo=${repo}/role=${role}/init=${slug}\n\n`,
};

/** The header of a target, for stderr; empty where nobody looks at it. */
export const headerOf = (target: Target, launch: Launch, verbose: boolean): string =>
  verbose || isTerminal(launch, 2) ? HEADERS[target.kind](target) : '';
