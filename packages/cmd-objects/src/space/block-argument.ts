// `'[:x | x + 1]'` as an argument from a shell: a block by its source text, as one would write it in a method.
import { compileBlock } from '../evaluate/compile.ts';
import { Frame } from '../evaluate/frame.ts';
import { Scope } from '../evaluate/scope.ts';
import { parseBody } from '#parser';
import type { Value } from '../values/value.ts';
import type { ObjectSpace } from './object-space.ts';

const LOOKS_LIKE_BLOCK = /^\s*\[\s*(:[A-Za-z_]\w*\s*)+\|[\s\S]*\]\s*$/;

/** A text that begins like a block with parameters and is one; every other text is itself. */
export function blockArgument(text: string, space: ObjectSpace): Value {
  return LOOKS_LIKE_BLOCK.test(text) ? (blockFromText(text, space) ?? text) : text;
}

/** null for a text that is not one block. */
export function blockFromText(text: string, space: ObjectSpace): Value {
  const { body, problems } = parseBody(text);
  const [only, ...others] = body.statements;
  if (problems.length > 0 || others.length > 0 || only?.type !== 'block') return null;
  const foundAt = space.classNamed('Object');
  const method = {
    machine: space,
    foundAt,
    isClassSide: true,
    selector: '',
    hasThrownReturn: false,
  };
  const code = compileBlock(only, new Scope(method, null));
  const frame = new Frame(foundAt, [], 0, null);
  // There is no method that `^` in it could leave.
  frame.isLive = false;
  return code(frame);
}
