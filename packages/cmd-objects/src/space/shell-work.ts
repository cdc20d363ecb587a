// Bash, as the object space uses it: raw methods, and statements that only bash can run.
import type { Bridge, BridgeHost } from '../bridge/bridge.ts';
import type { RawRequest, ShellRequest, ShellResult } from '../evaluate/machine.ts';
import { TrashError } from '../values/trash-error.ts';
import { textOf, type Value } from '../values/value.ts';
import { Instance } from './instance.ts';
import { classOf, type ObjectSpace } from './object-space.ts';
import type { Receiver } from './trash-class.ts';

export interface Shell {
  statement(request: ShellRequest): ShellResult;
  method(request: RawRequest): Value;
  close(): void;
}

export interface ShellParts {
  readonly space: ObjectSpace;
  readonly bridge: Bridge;
  readonly host: BridgeHost;
  /** Whose worker: that of the message which runs. */
  readonly session: () => string | null;
}

export function openShell({ space, bridge, host, session }: ShellParts): Shell {
  const run = (request: Request) => {
    // Bash may look into the database.
    space.persistence.settle();
    const { text, self, selector, args, parameters, variables } = request;
    const result = bridge.run(
      {
        text,
        args: args.map(textOf),
        parameters,
        context: contextOf(self, selector),
        variables,
        session: session(),
      },
      host,
    );
    if (result.stderr !== '') space.printer.printError(result.stderr);
    if (result.error) throw new TrashError(result.error.type, result.error.message);
    return result;
  };
  return {
    statement: (request) => {
      const { stdout, status, variables } = run({ ...request, parameters: [] });
      return { stdout, status, variables: variables ?? {} };
    },
    method: (request) => {
      const { stdout, status } = run({ ...request, variables: null });
      space.lastStatus = status;
      return stdout.replace(/\n+$/, '');
    },
    close: () => bridge.close(),
  };
}

type Request = Omit<ShellRequest, 'variables'> & {
  readonly parameters: readonly string[];
  readonly variables: Readonly<Record<string, string>> | null;
};

export function contextOf(self: Receiver, selector: string) {
  return {
    receiver: self.referenceText,
    className: classOf(self).name,
    instance: self instanceof Instance ? self.id : '',
    superclass: classOf(self).superclass?.name ?? '',
    selector,
  };
}
