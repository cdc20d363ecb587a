// The object runtime as a library: `Runtime.open`, `send`, `block`, classes in TypeScript. No daemon, no shell needed.
import type { Bridge } from './bridge/bridge.ts';
import { type ClassDefinition, classFromDefinition } from './classes/define.ts';
import { STANDARD_CLASSES } from './classes/standard.ts';
import type { Decision } from '@rhachet/kit';
import { normalSelector, shownSelector } from './language/selector.ts';
import { answerWords } from './space/answer-words.ts';
import { bridgeHost } from './space/bridge-host.ts';
import { classNamesIn } from './space/class-files.ts';
import { classFinder } from './space/class-finder.ts';
import { CodeBeside } from './space/code-beside.ts';
import { explainAnywhere, methodRows, type MethodRow } from './space/all-methods.ts';
import { type Answerer, explain } from './space/explain.ts';
import { FileFollower } from './space/follow-files.ts';
import { Instance } from './space/instance.ts';
import { Memory } from './space/memory.ts';
import { mergedWith } from './space/merged.ts';
import type { BlockReader } from './space/native-tools.ts';
import type { PluginRow } from './space/plugin-row.ts';
import { profilerFor } from './space/profile.ts';
import { ObjectSpace, type ReadLine } from './space/object-space.ts';
import { Registry } from './space/registry.ts';
import { type ClassReport, classReport, type ObjectReport, objectReport } from './space/report.ts';
import { openShell } from './space/shell-work.ts';
import type { TextReply, TextRequest } from './space/text-request.ts';
import { type ClassParts, TrashClass } from './space/trash-class.ts';
import { readWords } from './space/words.ts';
import type { Plugins } from './native/plugins.ts';
import { type Mode, Persistence } from './store/persistence.ts';
import { Store } from './store/store.ts';
import { FunctionBlock } from './values/block.ts';
import { TrashError } from './values/trash-error.ts';
import type { Value } from './values/value.ts';

export interface RuntimeOptions {
  /** The database file; `:memory:` for none. It is opened when it is first needed. */
  readonly database: string;
  /** Where `.trash` files are looked for, in this order. Default: nowhere. */
  readonly classDirectories?: readonly string[];
  readonly mode?: Mode;
  /** For processes that come and go beside each other on one database. Default false. */
  readonly isExclusive?: boolean;
  /** Default: none. What `$HOME` is in a method, and what bash gets. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** How many objects are kept in memory that nobody uses. */
  readonly kept?: number;
  /** What `Console readLine` asks; without it, that is an error. */
  readonly readLine?: ReadLine;
  /**
   * Called when a method needs bash, with the variables of the environment, which may change later;
   * without it such a method is an error.
   */
  readonly openBridge?: (variables: Readonly<Record<string, string | undefined>>) => Bridge;
}

export class Runtime {
  /** For plugins that register blocks of bytecode: set where the process has the virtual machine. */
  static readBlock: BlockReader | null = null;
  readonly space: ObjectSpace;
  readonly #code: CodeBeside;
  /** A process of one message reads its files once. */
  readonly #follower: FileFollower | null;
  #session: string | null = null;

  static open(options: RuntimeOptions): Runtime {
    return new Runtime(options);
  }

  private constructor(options: RuntimeOptions) {
    this.#code = new CodeBeside({
      space: () => this.space,
      readBlock: () => Runtime.readBlock,
    });
    this.space = spaceOf(options, { session: () => this.#session, code: this.#code });
    this.space.observer = profilerFor(this.space);
    const { isExclusive = false } = options;
    this.#follower = isExclusive ? null : new FileFollower(this.space);
  }

  /**
   * @param receiver an object, a class, a block, or the text that names one
   * @param selector as written: `increment`, `at:put:`
   * @throws TrashError
   */
  send(receiver: Value, selector: string, ...args: readonly Value[]): Value {
    return this.space.send(receiver, normalSelector(selector), args);
  }

  /** A message as words, from outside: everything it changed is written before it returns. Throws for faults of ours alone. */
  answer({ words, session }: TextRequest): TextReply {
    const before = this.#session;
    this.#session = session;
    try {
      this.#follower?.refresh(words[0] ?? '');
      return answerWords(this.space, words);
    } finally {
      this.#session = before;
    }
  }

  /**
   * Which method a message means, and why; runs nothing.
   * @param ofInstances asks about the objects of a class, not about the class, where these understand it
   * @throws TrashError for a receiver that is not there
   */
  explain(words: readonly string[], ofInstances = false): Decision<Answerer> {
    const { receiver: name, selector } = namesOf(words);
    const receiver = this.space.resolve(name);
    const question = { name, receiver, selector };
    const decision = explain(question, this.space);
    if (decision.status === 'resolved' || !ofInstances || !(receiver instanceof TrashClass))
      return decision;
    return explain({ ...question, ofInstances }, this.space);
  }

  /** @throws TrashError for a name that nothing has */
  inspect(name: string): ObjectReport | ClassReport {
    const found = this.space.resolve(name);
    if (found instanceof TrashClass) return classReport(found);
    if (found instanceof Instance) return objectReport(found);
    return {
      id: found.referenceText,
      class: 'Block',
      values: { parameters: found.parameters.join(' ') },
    };
  }

  /** The standard classes, those of the directories, and those that were defined. */
  classes(): string[] {
    return this.space.classNames();
  }

  /** The methods of all classes; a class whose file cannot be read has none. */
  methods(): MethodRow[] {
    return this.classes().flatMap((name) => methodRows(name, this.space));
  }

  /** Which class would answer a selector, when nobody says which is meant: one, or none that can be told. */
  explainAnywhere(selector: string): Decision<MethodRow> {
    return explainAnywhere(selector, this.methods());
  }

  /** A function as a block of the language. */
  block(
    body: (...args: readonly Value[]) => Value,
    parameters: readonly string[] = [],
  ): FunctionBlock {
    const names = Array.from({ length: body.length }, (_, index) => `p${index + 1}`);
    return new FunctionBlock(body, parameters.length > 0 ? parameters : names);
  }

  /** A class in TypeScript, or again: objects get the variables of the new one when they are next used. */
  define(definition: ClassDefinition): void {
    const parts = classFromDefinition(definition, {
      reason: 'defined in TypeScript',
      space: () => this.space,
    });
    this.space.registry.register(
      mergedWith(
        parts,
        standardParts(parts.name, () => this.space),
      ),
    );
  }

  /** Writes what is not written yet. */
  flush(): void {
    this.space.persistence.flush();
  }

  /** Plugins in C that are loaded, and the objects and blocks that they hold. */
  get plugins(): Plugins | null {
    return this.#code.openedPlugins;
  }

  /** Plugins in C and classes in TypeScript that are loaded. */
  loadedCode(): PluginRow[] {
    return this.#code.rows();
  }

  close(): void {
    this.plugins?.finish();
    this.space.close();
    this.plugins?.close();
  }
}

/** `at:put:` from the words `at: 1 put: x`, or as one word. */
function namesOf(words: readonly string[]): { receiver: string; selector: string } {
  const [receiver = '', selector = ''] = words;
  if (words.length <= 2) return { receiver, selector };
  const read = readWords(words);
  return { receiver: read.receiver, selector: shownSelector(read.selector) };
}

const STANDARD = new Map(STANDARD_CLASSES.map((definition) => [definition.name, definition]));

/** Made for one that is used: to make all of them would cost more than a message. */
function standardParts(name: string, space: () => ObjectSpace): ClassParts | null {
  const definition = STANDARD.get(name);
  return definition ? classFromDefinition(definition, { reason: 'built in', space }) : null;
}

interface Surroundings {
  readonly session: () => string | null;
  readonly code: CodeBeside;
}

function spaceOf(options: RuntimeOptions, { session, code }: Surroundings): ObjectSpace {
  const { database, classDirectories = [], mode = 'write-through', isExclusive = false } = options;
  const { environment = {}, kept, openBridge, readLine = null } = options;
  const standard = (name: string): ClassParts | null => standardParts(name, () => space);
  const registry = new Registry(
    classFinder({
      directories: classDirectories,
      standard,
      machine: () => space,
      modules: () => code.modules,
      plugins: () => code.plugins,
    }),
  );
  const persistence = new Persistence({
    mode,
    registry,
    memory: new Memory(kept),
    openStore: () => new Store({ path: database, isExclusive }),
  });
  const space: ObjectSpace = new ObjectSpace({
    registry,
    persistence,
    environment,
    readLine,
    classNames: () => {
      const names = [STANDARD.keys(), classNamesIn(classDirectories), registry.names];
      return [...new Set(names.flatMap((some) => [...some]))].sort();
    },
    openShell: (opened) => {
      if (!openBridge) throw new TrashError('ShellError', 'this runtime was opened without bash');
      return openShell({
        space: opened,
        bridge: openBridge(opened.variables),
        host: bridgeHost(opened),
        session,
      });
    },
  });
  return space;
}
