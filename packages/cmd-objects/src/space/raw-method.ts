// A raw method: its body is bash, and goes there.
import type { Machine, RawRequest } from '../evaluate/machine.ts';
import type { MethodBody } from './trash-class.ts';

export const rawBody =
  ({ text, parameters, selector }: Omit<RawRequest, 'self' | 'args'>, machine: Machine) =>
  (): MethodBody =>
  (self, args) =>
    machine.raw({ text, parameters, selector, self, args });
