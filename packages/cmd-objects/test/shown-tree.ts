// A tree in one line, for tests to compare.
import type { Body, Expression } from '../src/language/ast.ts';

/** `(a + b)`, `(@ self at_put_ k v)`, `{x ifTrue: […]}` for what the language does itself, `[:x |t| …]`. */
export function shownTree(node: string | Expression): string {
  if (typeof node === 'string') return JSON.stringify(node);
  switch (node.type) {
    case 'number':
      return `${node.value}${typeof node.value === 'bigint' ? 'n' : ''}`;
    case 'string':
      return `'${node.value}'`;
    case 'interpolated':
      return `<${node.parts.map(shownTree).join(' ')}>`;
    case 'list':
      return `#(${node.items.map(shownTree).join(' ')})`;
    case 'dictionary':
      return `#{${node.entries.map(({ key, value }) => `${key}: ${shownTree(value)}`).join(' ')}}`;
    case 'name':
      return (node.isVariable ? '$' : '') + node.name;
    case 'shell':
      return `${node.form}\`${node.text}\``;
    case 'block': {
      const parameters = node.parameters.map((name) => `:${name} `).join('');
      return `[${parameters}${shownBody(node)}]`;
    }
    case 'send':
      return `(@ ${[shownTree(node.receiver), node.selector, ...node.args.map(shownTree)].join(' ')})`;
    case 'cascade': {
      const messages = node.messages.map(({ selector, args }) =>
        [selector, ...args.map(shownTree)].join(' '),
      );
      return `(@ ${shownTree(node.receiver)} ${messages.join('; ')})`;
    }
    case 'binary':
      return `(${shownTree(node.left)} ${node.operator} ${shownTree(node.right)})`;
    case 'negate':
      return `-${shownTree(node.value)}`;
    case 'postfix':
      return `{${[shownTree(node.receiver), node.selector, ...node.args.map(shownTree)].join(' ')}}`;
    case 'assign':
      return `${node.name} := ${shownTree(node.value)}`;
    case 'return':
      return `^ ${node.value === null ? '' : shownTree(node.value)}`.trimEnd();
    case 'try':
      return `try ${shownTree(node.body)} catch ${shownTree(node.handler)}`;
    default:
      return node.type;
  }
}

export function shownBody({ locals, statements }: Body): string {
  const declared = locals.length > 0 ? `|${locals.join(' ')}| ` : '';
  return declared + statements.map(shownTree).join('. ');
}
