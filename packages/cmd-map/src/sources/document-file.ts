// A JSON or YAML file as a map document: its text, its shape, and where it is wrong.
import * as v from 'valibot';
import { parseDocument } from '#yaml';
import { EXIT, Failure } from '@rhachet/kit';
import type { MapDocument } from './document.ts';

const names = v.optional(v.array(v.string()));
const location = v.optional(
  v.union([
    v.string(),
    v.object({ file: v.string(), line: v.number(), column: v.optional(v.number(), 1) }),
  ]),
);
const module = v.optional(v.string());

const schema = v.object({
  types: v.optional(
    v.array(
      v.object({
        name: v.string(),
        module,
        extends: names,
        union: names,
        alias: v.optional(v.string()),
        trait: v.optional(v.boolean()),
        sealed: v.optional(v.boolean()),
        location,
      }),
    ),
  ),
  overloads: v.optional(
    v.array(
      v.object({
        signature: v.string(),
        module,
        location,
        visibility: v.optional(
          v.picklist(['public', 'export', 'pub', 'module', 'protected', 'internal', 'private']),
        ),
        dynamic: v.optional(v.boolean()),
      }),
    ),
  ),
});

const badMap = (message: string, cause?: unknown): Failure =>
  new Failure(message, {
    code: 'BAD_MAP',
    exit: EXIT.badData,
    hint: 'a map is { types: [{ name, extends, union, alias, sealed }], overloads: [{ signature, module, location }] }',
    cause,
  });

/** JSON by its own parser, which is ten times as quick; its errors by the other, which knows the line. */
export function parseText(text: string, file: string): unknown {
  try {
    if (file.endsWith('.json')) return JSON.parse(text) as unknown;
  } catch {
    // The YAML parser says where.
  }
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (!error) return document.toJS({ maxAliasCount: 100 }) as unknown;
  const at = error.linePos?.[0];
  const where = at ? `${file}:${at.line}:${at.col}` : file;
  throw badMap(
    `${where}: ${error.message.split('\n')[0]?.replace(/ at line.*$/, '') ?? ''}`,
    error,
  );
}

/** Throws a Failure (65) that says where. */
export function parseMapDocument(text: string, file: string): MapDocument {
  const parsed = v.safeParse(schema, parseText(text, file) ?? {});
  if (parsed.success) return parsed.output as MapDocument;
  const [issue] = parsed.issues;
  throw badMap(`${file}: ${v.getDotPath(issue) ?? 'the document'}: ${issue.message}`);
}
