// Values that are known when a block is compiled, lists and dictionaries of them included.
import type { Expression } from '../../language/ast.ts';
import type { Json } from '../../values/value.ts';
import { MAX_NESTING } from '../chunk.ts';

/** undefined for what has to be computed. */
export function literalOf(node: Expression, depth = 0): Json | undefined {
  switch (node.type) {
    case 'nil':
      return null;
    case 'true':
    case 'false':
      return node.type === 'true';
    case 'string':
      return node.value;
    case 'number':
      return typeof node.value === 'bigint' ? undefined : node.value;
    case 'list':
      return listOf(node.items, depth);
    case 'dictionary': {
      const values = listOf(
        node.entries.map(({ value }) => value),
        depth,
      );
      return (
        values && Object.fromEntries(node.entries.map(({ key }, at) => [key, values[at] ?? null]))
      );
    }
    default:
      return undefined;
  }
}

function listOf(items: readonly Expression[], depth: number): readonly Json[] | undefined {
  if (depth >= MAX_NESTING) return undefined;
  const values = items.map((item) => literalOf(item, depth + 1));
  return values.some((value) => value === undefined) ? undefined : (values as Json[]);
}
