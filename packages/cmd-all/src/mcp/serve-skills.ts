// mcp: the skills of the roles here, to any MCP client over stdin and stdout.
import { Writable } from 'node:stream';
import { findRoles, locateAgentDir, requireRole, type Role } from '@rhachet/agent-dir';
import { type Call, EXIT, failureText, type Outcome, printable } from '@rhachet/kit';
import { onStop, Output } from '@rhachet/serve';
import { version } from '../../package.json' with { type: 'json' };
import { serveSkillsOver } from './server.ts';

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

/** The library's errors are about what the client sent. */
const noteOf = (error: unknown): string =>
  error instanceof Error && error.name !== 'Error' && !(error instanceof TypeError)
    ? `rhachet: ${printable(error.message.slice(0, 500))}\n`
    : failureText(error, false);

/** Goes on until the client closes stdin, or it is told to stop. Nothing but JSON-RPC is written to stdout. */
export async function serveSkills({
  options,
  launch,
}: Pick<Call, 'launch'> & { options: ServeOptions }): Promise<Outcome> {
  rolesOf(options);
  const output = new Output();
  const note = (text: string): void => output.note(text);
  let stopped: number | undefined;
  const { close } = await serveSkillsOver({
    roles: () => rolesOf(options),
    keep: launch.keep,
    version,
    input: process.stdin,
    output: new Writable({
      decodeStrings: false,
      write(text: string, _encoding, done) {
        output.out(text);
        done();
      },
    }),
    note,
    onError: (error) => note(noteOf(error)),
    onEnd: (failed) => output.end(stopped ?? (failed ? EXIT.badData : EXIT.ok)),
  });
  onStop((exit) => {
    stopped = exit;
    void close();
  });
  return { stream: output.chunks() };
}
