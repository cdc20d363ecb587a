// roles init --role: every command that a role declares for its set-up.
import { initCommands, runBash, runRoleInits } from '@rhachet/agent-dir/link';
import { type Call, EXIT, type Outcome, printable } from '@rhachet/kit';
import { choose, type ChooseOptions, type Chosen, sourcesText } from './choose.ts';

async function* framed({ project, sources, choice }: Chosen): AsyncGenerator<string> {
  const { slug: repo } = choice.package.manifest;
  const { slug: role, exec } = choice.role;
  yield sourcesText(sources);
  if (exec.length === 0) {
    yield `\n⚠️  Role "${printable(role)}" has no initialization commands.\n\n`;
    return;
  }
  yield* runRoleInits(choice, project.agentRoot);
  yield `\n✨ repo=${repo}/role=${role} init complete\n\n`;
}

/** The same as data, when all is done: what each command printed and how it ended. */
async function asJson({ project, choice }: Chosen): Promise<Outcome> {
  const { slug: repo } = choice.package.manifest;
  const { slug: role } = choice.role;
  const commands: { command: string; output: string; exit: number }[] = [];
  let exit: number = EXIT.ok;
  for (const { script, shown } of initCommands(choice, project.agentRoot)) {
    const env = { RHACHET_REPO: repo, RHACHET_ROLE: role };
    const running = runBash(script, { cwd: project.agentRoot, env });
    let output = '';
    let next = await running.next();
    for (; next.done !== true; next = await running.next()) output += next.value;
    exit = next.value;
    commands.push({ command: shown, output, exit });
    if (exit !== 0) break;
  }
  return { print: `${JSON.stringify({ repo, role, commands })}\n`, exit };
}

/** `roles init --role X`. */
export async function initRole(
  call: Pick<Call, 'json'> & { options: ChooseOptions },
): Promise<Outcome> {
  const chosen = await choose(call.options);
  return call.json ? asJson(chosen) : { print: framed(chosen) };
}
