// The few words that rhx keeps for rhachet. A skill of such a name runs through `run --skill`.
import { type Call, callPackage, type Outcome, type PackageDefinition, usage } from '@rhachet/kit';

const RESERVED = new Set(['init']);

type Short = Pick<Call, 'launch' | 'packages' | 'load' | 'rest' | 'words'> & {
  options: { repo?: string; role?: string };
};

function filterWords({ repo, role }: Short['options']): string[] {
  return [
    ...(repo === undefined ? [] : ['--repo', repo]),
    ...(role === undefined ? [] : ['--role', role]),
  ];
}

/** The outcome of `rhx list` and `rhx help`; `undefined` where the word is a skill's name. */
export function answerWord(
  definition: PackageDefinition,
  call: Short,
): Promise<Outcome> | undefined {
  const [word = ''] = call.words;
  if (RESERVED.has(word)) {
    throw usage(
      `rhx keeps the word "${word}" for rhachet itself`,
      `a skill of that name runs with: rhachet run --skill ${word}`,
    );
  }
  if (word === 'help') return callPackage(definition, ['rhx', '--help'], call);
  if (word !== 'list') return undefined;
  const [first] = call.rest;
  const rest = first === 'help' ? ['--help'] : call.rest;
  return callPackage(definition, ['run', 'list', ...filterWords(call.options), ...rest], call);
}
