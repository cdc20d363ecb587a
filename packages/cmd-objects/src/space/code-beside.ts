// Code beside the class files, of both kinds: each is opened when a class has some.
import { ClassModules } from '../class-modules/class-modules.ts';
import type { Plugins } from '../native/plugins.ts';
import { type BlockReader, nativeTools } from './native-tools.ts';
import type { ObjectSpace } from './object-space.ts';
import type { PluginRow } from './plugin-row.ts';

// eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, where a class has a plugin in C
const native = () => require('#native') as typeof import('#native');

export interface CodeBesideOptions {
  readonly space: () => ObjectSpace;
  readonly readBlock: () => BlockReader | null;
}

export class CodeBeside {
  readonly #options: CodeBesideOptions;
  #plugins: Plugins | null = null;
  #modules: ClassModules | null = null;

  constructor(options: CodeBesideOptions) {
    this.#options = options;
  }

  /** Those that are opened. */
  get openedPlugins(): Plugins | null {
    return this.#plugins;
  }

  get plugins(): Plugins {
    const { space, readBlock } = this.#options;
    return (this.#plugins ??= new (native().Plugins)(nativeTools(space(), readBlock())));
  }

  get modules(): ClassModules {
    return (this.#modules ??= new ClassModules(this.#options.space));
  }

  rows(): PluginRow[] {
    return [...(this.#plugins?.rows() ?? []), ...(this.#modules?.rows() ?? [])];
  }
}
