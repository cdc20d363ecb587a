// mcp: the skills of the roles here, to any MCP client over stdin and stdout.
import { findRoles, locateAgentDir, requireRole, type Role } from '@rhachet/agent-dir';
import { type Call, EXIT, type Outcome } from '@rhachet/kit';
import { onStop, Output } from '@rhachet/serve';
import { noteOf, protocolStream, serveMcpOver } from '@rhachet/serve/mcp';
import { version } from '../../package.json' with { type: 'json' };
import { skillServer } from './server.ts';

export interface ServeOptions {
  role?: string;
  repo?: string;
}

/** The roles that are asked for, all where none is named. Throws a `Failure` (exit 127) for one that is not there. */
function rolesOf({ role, repo }: ServeOptions): Role[] {
  const agentDir = locateAgentDir(process.cwd());
  if (role === undefined) return findRoles(agentDir, { repo });
  const all = findRoles(agentDir);
  return role
    .split(',')
    .map((name) => requireRole(all, { role: name.trim(), repo }))
    .filter((one, at, list) => list.indexOf(one) === at);
}

/** Goes on until the client closes stdin, or it is told to stop. Nothing but JSON-RPC is written to stdout. */
export async function serveSkills({
  options,
  launch,
}: Pick<Call, 'launch'> & { options: ServeOptions }): Promise<Outcome> {
  rolesOf(options);
  const output = new Output();
  const note = (text: string): void => output.note(text);
  let stopped: number | undefined;
  const onError = (error: unknown): void => note(noteOf(error));
  const { close } = await serveMcpOver({
    ...skillServer({ roles: () => rolesOf(options), keep: launch.keep, note, onError }),
    version,
    input: process.stdin,
    output: protocolStream(output),
    onError,
    onEnd: (failed) => output.end(stopped ?? (failed ? EXIT.badData : EXIT.ok)),
  });
  onStop((exit) => {
    stopped = exit;
    void close();
  });
  return { stream: output.chunks() };
}
