// Bash, as the object space uses it: raw methods, and statements that only bash can run.
import type { BashResult, Bridge, BridgeHost } from '../bridge/bridge.ts';
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

// $1, $2, …: `+`, name, value, or `-`, name, ''.
const SET_VARIABLES =
  'while (($# > 2)); do if [[ $1 == + ]]; then export "$2=$3"; else unset -v "$2"; fi; shift 3; done 2>/dev/null';

/** Tells bash what `Env set:to:` has changed since it last ran here. */
function catchingUp({ space, bridge, host, session }: ShellParts): (isOutermost: boolean) => void {
  const seen = new Map<string | null, number>();
  return (isOutermost) => {
    const known = seen.get(session()) ?? 0;
    const changes = [...space.changedVariables].filter(([, change]) => change > known);
    if (changes.length === 0) return;
    const args = changes.flatMap(([name]) => {
      const value = space.environment(name);
      return value === undefined ? ['-', name, ''] : ['+', name, value];
    });
    bridge.run(
      {
        text: SET_VARIABLES,
        args,
        parameters: [],
        context: { receiver: '', className: '', instance: '', superclass: '', selector: '' },
        variables: null,
        session: session(),
      },
      host,
    );
    // Inside of another body it may have been a subshell that got to know.
    if (isOutermost) seen.set(session(), Math.max(...changes.map(([, change]) => change)));
  };
}

export function openShell(parts: ShellParts): Shell {
  const { space, bridge, session } = parts;
  const catchUp = catchingUp(parts);
  const host: BridgeHost = {
    ...parts.host,
    send: (words, context) => {
      const before = space.variableChanges;
      const reply = parts.host.send(words, context);
      // The body that waits is where it is told: `@ Env set: A to: b; echo $A`.
      if (space.variableChanges > before) catchUp(false);
      return reply;
    },
  };
  let depth = 0;
  const run = (request: Request) => {
    // Bash may look into the database.
    space.persistence.settle();
    const { text, self, selector, args, parameters, variables } = request;
    const call = {
      text,
      args: args.map(textOf),
      parameters,
      context: contextOf(self, selector),
      variables,
      session: session(),
    };
    if (space.variableChanges > 0) catchUp(depth === 0);
    depth++;
    let result: BashResult;
    try {
      result = bridge.run(call, host);
    } finally {
      depth--;
    }
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
