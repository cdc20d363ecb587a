// The package's default export is all that rhachet wants: its commands, as data and functions.
import { defineCommand, definePackage, packageManifest, usage } from '@rhachet/kit';
import packageJson from '../package.json' with { type: 'json' };

const hello = defineCommand({
  name: 'hello',
  summary: 'greet somebody',
  words: [{ name: 'name', help: 'whom to greet', optional: true, complete: [] }],
  options: {
    loud: { help: 'in capitals' },
    times: { short: 't', value: 'number', complete: [], help: 'how often' },
  },
  main({ options, words, json }) {
    const times = Number(options.times ?? 1);
    if (!Number.isInteger(times) || times < 1) throw usage('--times needs a number from 1 up');
    const line = `hello ${words[0] ?? 'world'}`;
    const greeting = options.loud ? line.toUpperCase() : line;
    return {
      print: json ? `${JSON.stringify({ greeting, times })}\n` : `${greeting}\n`.repeat(times),
    };
  },
});

const definition = definePackage({
  contract: 1,
  package: 'rhachet-cmd-hello',
  version: packageJson.version,
  commands: [hello],
});

export default definition;

/** Asked by manifest.mjs, for dist/command.json. */
export const manifest = (): object => packageManifest(definition);
