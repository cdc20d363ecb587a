// What a module exports is somebody's: it is looked at before it becomes a class.
import type { ClassDefinition } from '../classes/define.ts';

const SIDES = ['methods', 'classMethods', 'testMethods'] as const;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isMethod = (value: unknown): boolean =>
  typeof value === 'function' ||
  (isRecord(value) &&
    (typeof value.make === 'function' ||
      typeof value.bash === 'string' ||
      typeof value.source === 'string'));

/** @throws Error in one line */
export function checkedDefinition(exported: unknown, name: string): ClassDefinition {
  if (!isRecord(exported) || typeof exported.name !== 'string')
    throw new Error('it exports no class by default: export default { name, methods }');
  if (exported.name !== name) throw new Error(`its class is ${exported.name}, not ${name}`);
  for (const side of SIDES) {
    const methods = exported[side] ?? {};
    if (!isRecord(methods)) throw new Error(`${side} is no object of methods`);
    for (const [selector, method] of Object.entries(methods))
      if (!isMethod(method)) throw new Error(`${side}: ${selector} is no method`);
  }
  return exported as unknown as ClassDefinition;
}
