// What a page says to this test about a block, where no reader sees it: `<!-- test: { in: project } -->` in front of it.
import * as v from 'valibot';
import { parse } from 'yaml';

const text = v.pipe(v.string(), v.minLength(1));

const code = v.pipe(v.number(), v.integer());

const schema = v.strictObject({
  /** Begin in a new place of this kind (places.ts). Without it, a block goes on where the last one of its page ended. */
  in: v.optional(text),
  /** Why the block is not run. */
  skip: v.optional(text),
  /** Exit codes of the commands that contain these words; all others end with 0. Several where the machine decides. */
  exits: v.optional(v.record(text, v.union([code, v.array(code)]))),
  /** The block is a file of this name, relative to the place. */
  file: v.optional(text),
  /** The file may be executed. */
  executable: v.optional(v.literal(true)),
  /** A command that is run before the block, or behind it when the block is a file. */
  run: v.optional(text),
  /** The block is what the last one printed. */
  output: v.optional(v.literal(true)),
});

export type Note = v.InferOutput<typeof schema>;

/** The note in a comment; `undefined` when it is some other comment. Throws for one that is wrong. */
export function readNote(html: string): Note | undefined {
  const [, yaml] = /^<!--\s*test:([\s\S]*)-->$/.exec(html.trim()) ?? [];
  return yaml === undefined ? undefined : v.parse(schema, parse(yaml));
}
