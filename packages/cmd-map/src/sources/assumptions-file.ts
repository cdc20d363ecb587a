// The file of `--assume`: hypothetical types and overloads.
import * as v from 'valibot';
import { EXIT, Failure } from '@rhachet/kit';
import type { Assumptions } from '../resolve/types.ts';
import { parseText } from './document-file.ts';

const names = v.optional(v.array(v.string()));

const schema = v.strictObject({
  types: v.optional(
    v.array(
      v.strictObject({
        name: v.string(),
        extends: names,
        union: names,
        alias: v.optional(v.string()),
        trait: v.optional(v.boolean()),
        sealed: v.optional(v.boolean()),
      }),
    ),
  ),
  overloads: names,
});

/** The shape of `assume`, in a file and in a request. Throws a Failure (65) that says where it is wrong. */
export function checkAssumptions(value: unknown, where: string): Assumptions {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output as Assumptions;
  const [issue] = parsed.issues;
  throw new Failure(`${where}: ${v.getDotPath(issue) ?? 'the document'}: ${issue.message}`, {
    code: 'BAD_ASSUMPTIONS',
    exit: EXIT.badData,
    hint: 'it is { types: [{ name, extends, union, alias, trait, sealed }], overloads: ["add(A, B) -> C"] }',
  });
}

export const parseAssumptions = (text: string, file: string): Assumptions =>
  checkAssumptions(parseText(text, file) ?? {}, file);
