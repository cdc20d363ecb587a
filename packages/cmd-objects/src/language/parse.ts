// Text to tree: a file of the language, or a few statements.
import type { Body, Parsed, Position, Problem } from './ast.ts';
import { BodyParser } from './body-parser.ts';
import { Context } from './context.ts';
import { Problems } from './problems.ts';
import { Source } from './source.ts';
import { UnitParser } from './unit-parser.ts';

/** Characters; the largest class that anybody wrote has 50,000. */
const LONGEST = 1024 * 1024;

/** A whole file. Never throws: what is wrong with it is in `problems`. */
export function parse(text: string): Parsed {
  const { parser, problems } = prepare(text, undefined);
  return { unit: parser === null ? null : new UnitParser(parser).unit(), problems };
}

/**
 * Statements without a class around them, as in a REPL.
 * @param at where the text stands, when it is part of another
 */
export function parseBody(
  text: string,
  at?: Position,
  names?: Set<string>,
): { body: Body; problems: readonly Problem[] } {
  const { parser, problems } = prepare(text, at);
  if (parser === null) return { body: { locals: [], statements: [] }, problems };
  const range = { start: 0, end: parser.source.text.length };
  return { body: new BodyParser(parser, range, names).body(), problems };
}

function prepare(
  text: string,
  at: Position | undefined,
): { parser: Context | null; problems: readonly Problem[] } {
  const isTooLong = text.length > LONGEST;
  const source = new Source(isTooLong ? '' : text.replaceAll('\r\n', '\n'), at);
  const problems = new Problems(source);
  if (isTooLong) problems.add('too_long', `longer than ${LONGEST} characters`, 0);
  return { parser: isTooLong ? null : new Context(source, problems), problems: problems.list };
}
