// completion bash|zsh|fish: what a shell evaluates, so that TAB asks us.
import { type Call, type Outcome, usage } from '@rhachet/kit';
import { bashScript } from './script-bash.ts';
import { fishScript } from './script-fish.ts';
import { zshScript } from './script-zsh.ts';
import { lastPart } from './read-call.ts';

const SCRIPTS: Record<string, (programs: string[]) => string> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

export async function printScript({
  words,
  packages,
}: Pick<Call, 'packages' | 'words'>): Promise<Outcome> {
  const [shell = ''] = words;
  const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
  if (!script)
    throw usage(
      `there is no completion for "${shell}"`,
      'for bash, zsh and fish: rhachet completion bash',
    );
  const own = (await packages({ skipBroken: true })).map((one) => lastPart(one.package));
  // Third parties' packages have no bin of ours, and their names are not ours to put into a script.
  return { print: script(['rhachet', 'rhx', ...own.filter((name) => /^cmd-[a-z]+$/.test(name))]) };
}
