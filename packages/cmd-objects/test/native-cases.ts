// What plugins in C must do, run on Bun by `native-on-bun.ts`: each case is a function that throws.
import { deepEqual, equal, match, ok, throws } from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Runtime } from '../src/index.ts';
import { compileBlock } from '../src/bytecode/compile.ts';
import { write } from '../src/bytecode/write.ts';
import { parseBody } from '../src/language/parse.ts';
import { openBridge } from '../src/bridge/open-bridge.ts';
import type { Instance } from '../src/space/instance.ts';
import type { Value } from '../src/values/value.ts';
import { replaceReload } from './native-plugins.ts';

export type Case = (opened: Opened) => void | Promise<void>;

export interface Opened {
  readonly runtime: Runtime;
  readonly send: (receiver: Value, selector: string, ...args: Value[]) => Value;
  readonly dir: string;
  /** A message from outside, as words. */
  readonly answer: (...words: string[]) => string;
}

export function openedIn(dir: string): Opened & { readonly close: () => void } {
  const runtime = Runtime.open({
    database: ':memory:',
    classDirectories: [dir],
    environment: process.env,
    openBridge: (env) => openBridge({ env }),
  });
  return {
    runtime,
    dir,
    send: (receiver, selector, ...args) => runtime.send(receiver, selector, ...args),
    answer: (...words) => {
      const { value, error } = runtime.answer({ words, session: null });
      return error ? `${error.type}: ${error.message}` : value;
    },
    close: () => runtime.close(),
  };
}

const collect = async (until: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 1000 && !until(); turn++) {
    Bun.gc(true);
    await new Promise((resolve) => setImmediate(resolve));
  }
};

export const CASES: Readonly<Record<string, Case>> = {
  'a class in C: messages, variables with defaults, accessors, rows': ({ send, answer }) => {
    equal(send('Counter', 'description'), 'a counter in C');
    const counter = send('Counter', 'new') as Instance;
    deepEqual([send(counter, 'increment'), send(counter, 'increment')], [1, 2]);
    equal(send(counter, 'incrementBy:', 40), 42);
    equal(send(counter, 'getValue'), 42);
    send(counter, 'setStep:', 8);
    equal(answer(counter.id, 'increment'), '50');
    match(answer(counter.id, 'asJson'), /"_vars":\["value","step"\],"value":50,"step":8}$/);
    equal(answer('Counter', 'count'), '1');
    equal(answer('Counter', 'find:', 'value > 49'), counter.id);
  },

  'what is saved comes back': ({ runtime, send, answer }) => {
    const { id } = send('Counter', 'new') as Instance;
    answer(id, 'incrementBy:', '7');
    runtime.space.persistence.forget(id);
    equal(answer(id, 'increment'), '8');
    send(id, 'setValue:', 100);
    send(id, 'reload');
    equal(answer(id, 'getValue'), '8');
  },

  'from C to TypeScript, to a class file, to bash and to C, and from each of them to C': ({
    runtime,
    send,
    answer,
  }) => {
    runtime.define({
      name: 'InTypeScript',
      methods: {
        'twice:': (_self, [number]) => Number(number) * 2,
        'bump:': (self, [counter = null], space) => space.send(counter, 'increment', [], self),
      },
    });
    const counter = send('Counter', 'new') as Instance;
    const typescript = send('InTypeScript', 'new') as Instance;
    const file = send('InLanguage', 'new') as Instance;
    const other = send('Counter', 'new') as Instance;
    equal(send(counter, 'tell:to:with:', typescript, 'twice:', 21), 42);
    equal(send(counter, 'tell:to:with:', file, 'thrice:', 5), 15);
    equal(send(counter, 'tell:to:with:', file, 'shout:', 'hey'), 'HEY');
    equal(send(counter, 'tell:to:with:', other, 'incrementBy:', 9), 9);
    equal(send(typescript, 'bump:', counter), 1);
    equal(send(file, 'bump:', counter), 2);
    equal(answer(file.id, 'bumpFromBash:', counter.id), '3');
    equal(send(send('Manager', 'new'), 'incrementCounter:', counter), 4);
  },

  'case 90: a message to an object of another class, by its reference': ({ send }) => {
    const counter = send('Counter', 'new');
    send(counter, 'setValue:', 10);
    equal(send(send('Manager', 'new'), 'incrementCounter:', counter), 11);
  },

  'case 91: an object of another class is made': ({ send }) => {
    send('Manager', 'new');
    const event = send('EventFactory', 'createEvent:', 'click');
    equal(send(event, 'getType'), 'click');
    equal(send(event, 'class'), 'CEvent');
  },

  'case 92: a chain of three, in order': ({ runtime, send }) => {
    send('Manager', 'new');
    runtime.define({ name: 'Trail', classVariables: { log: [] } });
    const [widget, dispatcher, client] = ['CWidget', 'CDispatcher', 'CClient'].map((name) =>
      send(name, 'new'),
    ) as [Instance, Instance, Instance];
    send(dispatcher, 'setNext:', widget);
    send(client, 'setNext:', dispatcher);
    equal(send(client, 'receive:', 'keypress'), 'keypress');
    equal(send(widget, 'getLastEvent'), 'keypress');
    const trail = runtime.space.classNamed('Trail');
    deepEqual(runtime.space.getClassVariable(trail, 'log'), ['client', 'dispatcher', 'widget']);
  },

  'case 93: methods of the class above, whose variables lie elsewhere below': ({ send }) => {
    send('Manager', 'new');
    const derived = send('Derived', 'new');
    equal(send(derived, 'both'), 201);
    equal(send(derived, 'readA'), 1);
    equal(send(derived, 'super'), 1);
    equal(send(derived, 'getA'), 'of C');
    equal(send(send('Base', 'new'), 'getA'), 1);
    equal(send(derived, 'isKindOf:', 'Base'), true);
  },

  'a class file in front of C: what C does not have is as it is there': ({
    runtime,
    send,
    answer,
  }) => {
    const mixed = send('Mixed', 'new') as Instance;
    equal(send(mixed, 'inC'), 7);
    equal(send(mixed, 'inLanguage'), 'of the file');
    equal(answer(mixed.id, 'raw'), 'from bash');
    equal(send(mixed, 'rawFromC'), 'behind C: from bash');
    match(JSON.stringify(runtime.inspect('Mixed')), /"inC",.*?"native: C: Mixed\.so"/);
  },

  'blocks: called from C, with errors and returns that go through it': ({ send, answer }) => {
    const manager = send('Manager', 'new') as Instance;
    const user = send('InLanguage', 'new') as Instance;
    equal(send(user, 'sumWith:', manager), 10);
    // `^` in the block leaves the method that wrote it, through C.
    equal(send(user, 'firstOver:with:', 3, manager), 4);
    equal(answer(user.id, 'failWith:', manager.id), 'caught Oh: no');
    throws(() => send(manager, 'each:do:', 3, user.id), { type: 'NotFound' });
  },

  'blocks of bytecode that C registers': ({ send }) => {
    const [block] = parseBody('[:x | x + n]').body.statements;
    if (block?.type !== 'block') throw new Error('no block');
    const around = { parameters: [], locals: ['n'], instanceVars: [], classVars: [] };
    const compiled = compileBlock(block, around);
    if ('reason' in compiled) throw new Error(compiled.reason);
    const bytes = [...write(compiled.chunk)];
    const faulty = send('Faulty', 'new');
    equal(send(faulty, 'register:with:', bytes, 100), 105);
    equal(send(faulty, 'register:with:', bytes.slice(0, 20), 100), 11);
    equal(send(faulty, 'register:with:', [1, 2, 3], 100), 11);
  },

  'lists go both ways': ({ send }) => {
    const counters = [1, 2, 3].map((value) => {
      const counter = send('Counter', 'new') as Instance;
      send(counter, 'setValue:', value);
      return counter.id;
    });
    const manager = send('Manager', 'new');
    deepEqual(send(manager, 'askAll:', counters), [1, 2, 3]);
    throws(() => send(manager, 'askAll:', 5), { type: 'TypeError' });
  },

  'values keep their types': ({ send }) => {
    const faulty = send('Faulty', 'new');
    const values: Value[] = [
      ...[0, -1, 2 ** 31, -(2 ** 40), 2 ** 53 - 1, 1.5, -0.25, 1e300, 2n ** 62n, true, false, null],
      ...['', 'text', 'ä€😀', 'x'.repeat(100_000), [1, 'a', [true, null]], faulty],
    ];
    for (const value of values) deepEqual(send(faulty, 'echo:', value), value);
    for (const value of [1, 'a', [1, [2]], { a: { b: 1 } }, 1.5, null, true]) {
      send(faulty, 'setSlot:', value);
      deepEqual(send(faulty, 'getSlot'), value);
    }
    throws(() => send(faulty, 'echo:', 'a\0b'), { type: 'TypeError' });
  },

  'references that are gone': async ({ runtime, send }) => {
    const faulty = send('Faulty', 'new');
    const refs = () => runtime.plugins?.session?.handles.refs();
    const use = (): WeakRef<Instance> => {
      const counter = send('Counter', 'new') as Instance;
      send(faulty, 'keep:', counter);
      equal(send(faulty, 'useKept'), 0);
      equal(send(faulty, 'retain:', counter), 0);
      deepEqual(refs(), [{ name: counter.id, refs: 1 }]);
      runtime.space.persistence.forget(counter.id);
      equal(send(faulty, 'release:', counter), 0);
      equal(send(faulty, 'release:', counter), 6);
      return new WeakRef(counter);
    };
    const gone = use();
    deepEqual(refs(), []);
    const isStale = (): boolean => {
      try {
        send(faulty, 'useKept');
        return false;
      } catch (error) {
        equal((error as { type?: string }).type, 'NotFound');
        return true;
      }
    };
    await collect(() => gone.deref() === undefined);
    await collect(isStale);
    throws(() => send(faulty, 'useKept'), { type: 'NotFound' });
  },

  'texts that were freed, and such as are none': ({ send }) => {
    const faulty = send('Faulty', 'new');
    equal(send(faulty, 'freeTwice'), 6);
    // Of the three, only the argument itself is a result.
    ok([12, 18].includes(Number(send(faulty, 'freeOthers:', 'x'))));
  },

  garbage: ({ send }) => {
    const faulty = send('Faulty', 'new');
    const codes = send(faulty, 'garbage') as number[];
    deepEqual(codes, [5, 6, 5, 6, 6, 6, 6, 4, 4, 4, 4, 2, 6, 6, 6, 6, 6, 6, 5]);
    throws(() => send(faulty, 'answerGarbage'), { type: 'TypeError' });
    equal(send(faulty, 'goOn:', 7), 3007);
  },

  'another thread': ({ send }) => {
    const faulty = send('Faulty', 'new');
    send(faulty, 'keep:', faulty);
    deepEqual(send(faulty, 'thread'), [9, 9, 1, 9, 4]);
  },

  'nesting without end': ({ send }) => {
    const faulty = send('Faulty', 'new');
    throws(() => send(faulty, 'deep'), { type: 'DepthExceeded' });
    equal(send(faulty, 'echo:', 1), 1);
  },

  'texts and lists over and over': ({ send }) => {
    const faulty = send('Faulty', 'new');
    for (let round = 0; round < 20; round++) deepEqual(send(faulty, 'churn'), ['one', '199']);
  },

  'events of a thread arrive in order': async ({ runtime, send }) => {
    const faulty = send('Faulty', 'new');
    const got: Value[] = [];
    const block = runtime.block(
      (event) => {
        got.push(event);
        return null;
      },
      ['event'],
    );
    equal(send(faulty, 'produce:', block), true);
    for (let turn = 0; turn < 100_000 && got.length < 1000; turn++)
      await new Promise((resolve) => setImmediate(resolve));
    deepEqual(
      got,
      Array.from({ length: 1000 }, (_, at) => (at % 2 === 0 ? at + 1 : 'even')),
    );
  },

  'a stream that a thread fills is asked for its events': async ({ send }) => {
    const faulty = send('Faulty', 'new');
    const stream = send('Stream', 'new');
    equal(send(faulty, 'produceTo:', stream), true);
    const got: Value[] = [];
    for (let turn = 0; turn < 100_000 && send(stream, 'atEnd') !== true; turn++) {
      for (let at = got.length; at < Number(send(stream, 'count')); at++)
        got.push(send(stream, 'next'));
      await new Promise((resolve) => setImmediate(resolve));
    }
    deepEqual(
      got,
      Array.from({ length: 1000 }, (_, at) => at + 1),
    );
    equal(send(stream, 'state'), 'ended');
  },

  'from C to C nothing is serialised, and JavaScript is not asked': ({ runtime, send }) => {
    const counter = send('Counter', 'new');
    const manager = send('Manager', 'new');
    send(manager, 'loop:times:', counter, 1);
    const { stringify, parse } = JSON;
    let count = 0;
    const counted =
      <T extends unknown[], R>(run: (...args: T) => R) =>
      (...args: T): R => {
        count++;
        return run(...args);
      };
    Object.assign(JSON, { stringify: counted(stringify), parse: counted(parse) });
    const session = runtime.plugins?.session;
    const before = session?.callbacks ?? 0;
    try {
      equal(send(manager, 'loop:times:', counter, 10_000), 10_001);
    } finally {
      Object.assign(JSON, { stringify, parse });
    }
    equal(count, 0);
    equal((session?.callbacks ?? 0) - before, 0);
    equal(send(counter, 'getValue'), 10_001);
  },

  'a plugin of the older interface': ({ send, answer }) => {
    const older = send('Older', 'new') as Instance;
    equal(answer(older.id, 'increment'), '1');
    equal(answer(older.id, 'increment'), '2');
    equal(answer(older.id, 'getValue'), '2');
    equal(answer(older.id, 'echo:', 'x'), 'list');
    equal(answer(older.id, 'inFile'), 'of the file');
    equal(answer(older.id, 'fail'), 'Error: it went wrong');
    match(answer(older.id, 'nonsense'), /^PluginError: .*Dispatch answered no JSON/);
    match(answer(older.id, 'noSuch'), /^MessageNotUnderstood: /);
    match(answer(older.id, 'printString'), /^<Older older_/);
  },

  'a plugin that is replaced: objects get the new variables, a broken version is refused': ({
    runtime,
    send,
    answer,
    dir,
  }) => {
    replaceReload(dir, 1);
    const reload = send('Reload', 'new') as Instance;
    equal(answer(reload.id, 'increment'), '1');
    for (let version = 2; version < 8; version++) {
      replaceReload(dir, version, version % 2 ? 'plain' : 'extra');
      equal(answer(reload.id, 'version'), String(version).padStart(4, '0'));
      equal(answer(reload.id, 'increment'), String(version));
      match(answer(reload.id, 'getExtra'), version % 2 ? /not found/ : /^7$/);
    }
    replaceReload(dir, 8, 'broken');
    equal(answer(reload.id, 'version'), '0007');
    equal(answer(reload.id, 'increment'), '8');
    const [row] = runtime.plugins?.rows() ?? [];
    deepEqual([row?.version, String(row?.refused).includes('less than no argument')], [7, true]);
    writeFileSync(join(dir, 'Reload.so'), readFileSync(join(dir, 'Reload.so')).subarray(0, 5000));
    equal(answer(reload.id, 'version'), '0007');
    match(runtime.plugins?.rows()[0]?.refused ?? '', /not all of one/);
    replaceReload(dir, 9);
    equal(answer(reload.id, 'version'), '0009');
    equal(answer(reload.id, 'increment'), '9');
  },

  'a plugin that is replaced while it runs goes on with its old code': ({
    runtime,
    send,
    answer,
    dir,
  }) => {
    replaceReload(dir, 1);
    const reload = send('Reload', 'new') as Instance;
    const block = runtime.block(() => {
      replaceReload(dir, 2, 'extra');
      return answer(reload.id, 'version');
    });
    equal(send(reload, 'during:', block), '0001');
    equal(answer(reload.id, 'version'), '0002');
    equal(answer(reload.id, 'getValue'), '1');
    equal(answer(reload.id, 'getExtra'), '7');
  },

  'a second runtime of the process has none': ({ runtime }) => {
    ok(runtime.send('Counter', 'description'));
    const second = openedIn(process.argv[2] ?? '');
    throws(() => second.send('Counter', 'description'), { type: 'PluginError' });
    second.close();
    equal(runtime.send('Counter', 'description'), 'a counter in C');
  },
};
