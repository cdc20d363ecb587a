// What the test of compiled C starts on Bun: one class in two directories, as a file alone and with its plugin beside.
import { openBridge } from '../src/bridge/open-bridge.ts';
import { Instance, Runtime, TrashError, textOf } from '../src/index.ts';
import { normalSelector } from '../src/language/selector.ts';

interface Asked {
  readonly className: string;
  /** The selectors of methods with one argument. */
  readonly selectors: readonly string[];
  readonly argument: string;
}

const [, , fileDirectory = '', pluginDirectory = '', asked = '{}'] = process.argv;
const { className, selectors, argument } = JSON.parse(asked) as Asked;

function answers(directory: string) {
  const runtime = Runtime.open({
    database: ':memory:',
    classDirectories: [directory],
    environment: process.env,
    openBridge: (env) => openBridge({ env }),
  });
  const self = runtime.send(className, 'new') as Instance;
  const all = selectors.map((selector) => {
    const answer = attempt(() => runtime.send(self, selector, argument));
    const row = JSON.parse(textOf(runtime.send(self, 'asJson'))) as object;
    return JSON.stringify({ selector, answer, row: { ...row, created_at: '' } }).replaceAll(
      self.id,
      'self',
    );
  });
  const kinds = selectors.map(
    (selector) => runtime.space.methodOf(self, normalSelector(selector))?.source.reason ?? '',
  );
  runtime.close();
  return { all, kinds };
}

function attempt(work: () => unknown): string {
  try {
    return textOf(work() as never);
  } catch (error) {
    if (error instanceof TrashError) return `!${error.type}: ${error.message}`;
    throw error;
  }
}

const file = answers(fileDirectory);
const plugin = answers(pluginDirectory);
process.stdout.write(
  `${JSON.stringify({ expected: file.all, found: plugin.all, kinds: plugin.kinds })}\n`,
);
process.exit(0);
