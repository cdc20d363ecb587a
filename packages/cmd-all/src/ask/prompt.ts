// A role as a prompt: what `roles boot` prints of it.
import { findRoles, locateAgentDir, requireRole, type Role } from '@rhachet/agent-dir';
import {
  type BootYml,
  isEmpty,
  type Loaded,
  loadRole,
  render,
  tokensOf,
} from '@rhachet/agent-dir/boot';
import { Failure, isFailure, usage } from '@rhachet/kit';
import { CONTEXT_OVERFLOW } from '../brains/faults.ts';

export interface RoleOptions {
  role?: string;
  repo?: string;
}

export interface Prompt {
  agentDir: string;
  role: Role;
  loaded: Loaded;
  /** Empty for a role without readme, briefs and skills. */
  system: string;
}

const bootYml = (): BootYml =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#boot-yml') as typeof import('#boot-yml');

/** Throws a `Failure`: 64 without --role, 127 for none or several of that name, and those of `roles boot`. */
export function promptOf({ role: name, repo }: RoleOptions): Prompt {
  if (name === undefined)
    throw usage(
      '--role is required (e.g., --role mechanic)',
      'rhachet roles list shows which there are',
    );
  const agentDir = locateAgentDir(process.cwd());
  const role = requireRole(findRoles(agentDir), { role: name, repo });
  const loaded = loadRole(role, { bootYml });
  const system = isEmpty(loaded.resources) ? '' : render(loaded, false);
  return { agentDir, role, loaded, system };
}

const MOST_NAMED = 5;

/** The briefs that cost most, for a prompt that is too long: they could be referenced instead. */
export function explainOverflow(error: unknown, { loaded }: Prompt): unknown {
  if (!isFailure(error) || error.code !== CONTEXT_OVERFLOW) return error;
  const { message, code, exit, cause } = error;
  const largest = loaded.saidBriefs
    .toSorted((a, b) => b.content.length - a.content.length)
    .slice(0, MOST_NAMED);
  if (largest.length === 0) return error;
  return new Failure(message, {
    code,
    exit,
    cause,
    details: [
      'the largest briefs that are said:',
      ...largest.map(({ path, content }) => `- ${path}  ≈ ${tokensOf(content.length)} tokens`),
    ],
    hint: 'let boot.yml of the role reference them instead: "briefs: { ref: [pattern…] }"',
  });
}
