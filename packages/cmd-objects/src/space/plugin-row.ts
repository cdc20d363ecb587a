/** A file of code beside the class files that was loaded, as `tt --inspect plugins` shows it. */
export interface PluginRow {
  readonly path: string;
  /** 1 for the first. */
  readonly version: number;
  /** The sha256 of what runs. */
  readonly hash: string;
  readonly classes: readonly string[];
  /** Why the file, as it is now, is not what runs. */
  readonly refused: string | null;
}
