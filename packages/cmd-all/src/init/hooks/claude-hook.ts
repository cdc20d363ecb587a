// From the hooks of a role to those of Claude Code: events, matchers, seconds.
import type { Hook, OnBrainHooks } from '@rhachet/agent-dir/link';
import { EXIT, Failure } from '@rhachet/kit';
import { nameOf } from '../linked.ts';
import { installedCommand } from './command.ts';
import type { DeclaredHooks } from './declared.ts';
import { toSeconds } from './duration.ts';

export interface ClaudeHook {
  event: string;
  matcher: string;
  command: string;
  /** Seconds. */
  timeout?: number;
  /** `repo=R/role=O`: whose it is, and who may remove it. */
  author: string;
}

const ALL = '*';
const BOOT_EVENTS = ['SessionStart', 'PreCompact', 'PostCompact'];

type Where = Pick<ClaudeHook, 'event' | 'matcher'>;

const wrong = (message: string, hint: string): Failure =>
  new Failure(message, { code: 'BAD_HOOK', exit: EXIT.badConfig, hint });

/** What starts is told apart by its event; the matcher of such an event means something else. */
function onBoot({ what = 'SessionStart' }: NonNullable<Hook['filter']>): Where[] {
  if (what === ALL) return BOOT_EVENTS.map((event) => ({ event, matcher: ALL }));
  if (BOOT_EVENTS.includes(what)) return [{ event: what, matcher: ALL }];
  throw wrong(`onBoot knows no "${what}"`, `filter.what is one of ${BOOT_EVENTS.join(', ')}, *`);
}

function onTool({ what = ALL, when = 'before' }: NonNullable<Hook['filter']>): Where[] {
  if (when === 'before') return [{ event: 'PreToolUse', matcher: what }];
  if (when === 'after') return [{ event: 'PostToolUse', matcher: what }];
  throw wrong(`onTool knows no "${when}"`, 'filter.when is before or after');
}

const EVENTS: Record<keyof OnBrainHooks, (filter: NonNullable<Hook['filter']>) => Where[]> = {
  onBoot,
  onTool,
  onStop: ({ what = ALL }) => [{ event: 'Stop', matcher: what }],
  onTalk: ({ what = ALL }) => [{ event: 'UserPromptSubmit', matcher: what }],
};

export const authorOf = ({ repo, role }: { repo: string; role: string }): string =>
  `repo=${repo}/role=${role}`;

/** The hooks of one role as settings.json holds them. Throws a `Failure` (exit 78) for one that cannot be said there. */
export function claudeHooks(role: DeclaredHooks, root: string): ClaudeHook[] {
  const declared = Object.entries(role.hooks) as [keyof OnBrainHooks, Hook[]][];
  return declared.flatMap(([event, hooks]) =>
    hooks.flatMap(({ command, timeout, filter = {} }) => {
      const entry = {
        command: installedCommand(command, role, root),
        ...(timeout === undefined ? {} : { timeout: toSeconds(timeout) }),
        author: authorOf(role),
      };
      return EVENTS[event](filter).map((where) => ({ ...where, ...entry }));
    }),
  );
}

/** The same, with the role named in the error. */
export function claudeHooksOf(role: DeclaredHooks, root: string): ClaudeHook[] {
  try {
    return claudeHooks(role, root);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { message, code, exit, hint = '' } = error;
    throw new Failure(`hook of ${nameOf(role)}: ${message}`, { code, exit, hint });
  }
}
