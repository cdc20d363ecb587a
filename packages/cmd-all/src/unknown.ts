// A word that no package answers: the nearest command, or the skill of that name.
import { findAgentDir, findRoles, findTargets, isRunnable } from '@rhachet/agent-dir';
import { type Call, type CommandManifest, EXIT, Failure, nearest } from '@rhachet/kit';

const isSkill = (word: string): boolean => {
  const agentDir = findAgentDir(process.cwd());
  if (agentDir === undefined) return false;
  return findTargets(findRoles(agentDir), 'skill', word).some(isRunnable);
};

/** The error for a command that does not exist: exit 127, as a shell says it. */
export function unknownCommand(name: string, commands: CommandManifest[]): Failure {
  const words = [...new Set(commands.map((command) => command.name.split(' ')[0] ?? ''))];
  const [close] = nearest(name, [...commands.map((command) => command.name), ...words], 1);
  const hint = isSkill(name)
    ? `a skill has that name: rhx ${name}`
    : close === undefined
      ? 'rhachet help lists the commands'
      : `did you mean "rhachet ${close}"? rhachet help lists the commands`;
  return new Failure(`there is no command "${name}"`, {
    code: 'NO_COMMAND',
    exit: EXIT.notFound,
    hint,
  });
}

export async function answerUnknown({
  words,
  packages,
}: Pick<Call, 'packages' | 'words'>): Promise<never> {
  throw unknownCommand(
    words[0] ?? '',
    (await packages()).flatMap((one) => one.commands).filter(({ hidden }) => !hidden),
  );
}
