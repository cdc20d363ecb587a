// An object space in thirty lines, for tests of what stands around one.
import type { BashContext, BridgeHost, BridgeReply } from '../src/bridge/bridge.ts';
import { TrashError } from '../src/values/trash-error.ts';
import { textOf } from '../src/values/value.ts';

export const reply = (over: Partial<BridgeReply> = {}): BridgeReply => ({
  output: '',
  errors: '',
  value: '',
  error: null,
  ...over,
});

export const context = (over: Partial<BashContext> = {}): BashContext => ({
  receiver: 'counter_1',
  className: 'Counter',
  instance: 'counter_1',
  superclass: 'Object',
  selector: 'test',
  ...over,
});

export class CounterHost implements BridgeHost {
  readonly variables = new Map<string, string>([['value', '5']]);
  readonly rows = new Map<string, string>();
  readonly kv = new Map<string, string>();
  readonly sent: string[][] = [];
  onSend: (words: readonly string[], context: BashContext) => BridgeReply = ([, selector, arg]) => {
    if (selector === 'echo:') return reply({ value: arg ?? '' });
    if (selector === 'shout') return reply({ output: 'out\n', errors: 'err\n', value: 'v' });
    if (selector === 'fail')
      return reply({ error: { type: 'MyErr', message: 'bad thing' }, errors: 'noise\n' });
    if (selector === 'boom') throw new RangeError('not of the program');
    return reply({ value: 'sent' });
  };

  send(words: readonly string[], where: BashContext): BridgeReply {
    this.sent.push([...words]);
    return this.onSend(words, where);
  }
  getVariable(_instance: string, name: string): string {
    return this.variables.get(name) ?? '';
  }
  setVariable(_instance: string, name: string, text: string): void {
    if (name === 'undeclared') throw new TrashError('NotFound', `there is no variable ${name}`);
    this.variables.set(name, text);
  }
  newId(className: string): string {
    return `${className.toLowerCase()}_7`;
  }
  create(className: string, id: string): void {
    this.rows.set(id, JSON.stringify({ class: className }));
  }
  getRow(id: string): string | null {
    return this.rows.get(id) ?? null;
  }
  putRow(id: string, json: Parameters<BridgeHost['putRow']>[1]): void {
    this.rows.set(id, textOf(json));
  }
  deleteRow(id: string): void {
    this.rows.delete(id);
  }
  getKey(key: string): string | null {
    return this.kv.get(key) ?? null;
  }
  setKey(key: string, value: string): void {
    this.kv.set(key, value);
  }
  deleteKey(key: string): void {
    this.kv.delete(key);
  }
  keys(prefix: string): readonly string[] {
    return [...this.kv.keys()].filter((key) => key.startsWith(prefix));
  }
  find(className: string, predicate: string): readonly string[] {
    if (predicate === 'broken') throw new TrashError('InvalidArgument', 'Invalid predicate format');
    return [...this.rows.keys()].filter((id) => id.startsWith(className.toLowerCase()));
  }
  conformsTo(_className: string, protocol: string): boolean {
    return protocol === 'Countable';
  }
}
