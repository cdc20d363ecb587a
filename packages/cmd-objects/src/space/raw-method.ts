// A raw method: its body is bash, and goes there.
import type { Machine } from '../evaluate/machine.ts';
import type { MethodDeclaration } from '../language/ast.ts';
import type { MethodBody } from './trash-class.ts';

export const rawBody =
  ({ text, parameters, selector }: MethodDeclaration, machine: Machine) =>
  (): MethodBody =>
  (self, args) =>
    machine.raw({ text, parameters, selector, self, args });
