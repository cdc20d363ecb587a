// Shell: commands of bash from a method. They run where raw methods run, one after the other.
import type { ObjectSpace } from '../space/object-space.ts';
import type { TrashClass } from '../space/trash-class.ts';
import { textOf, type Value } from '../values/value.ts';
import type { ClassDefinition, ClassMethod } from './define.ts';

/** A body of bash with the arguments as `$1`, `$2`, …. */
const bash =
  (text: string, read: (output: string) => Value = (output) => output): ClassMethod =>
  (self: TrashClass, args: readonly Value[], space: ObjectSpace) =>
    read(textOf(space.raw({ text, parameters: [], selector: 'exec_', self, args })));

const RUN = 'eval "$1"';
// Each in a subshell, so that `exit 3` in a command is its status.
const STATUS = '(eval "$1") >/dev/null 2>&1; echo $?';

const succeeded = (status: string): boolean => status === '0';

export const shellClass: ClassDefinition = {
  name: 'Shell',
  classMethods: {
    'exec:': bash(RUN),
    'run:': bash(RUN),
    'silent:': bash('eval "$1" >/dev/null 2>&1'),
    'exitCode:': bash(STATUS, Number),
    'succeeds:': bash(STATUS, succeeded),
    'fails:': bash(STATUS, (status) => !succeeded(status)),
    'execAll:': bash('(eval "$1") 2>&1'),
    'execErr:': bash('(eval "$1") 2>&1 >/dev/null'),
    'exec:withInput:': bash('printf "%s\\n" "$2" | eval "$1"'),
    'exec:pipeTo:': bash('eval "$1" | eval "$2"'),
    'exec:outputTo:': bash('eval "$1" >"$2"'),
    'exec:appendTo:': bash('eval "$1" >>"$2"'),
    'if:then:': bash('if (eval "$1") >/dev/null 2>&1; then eval "$2"; fi'),
    'unless:then:': bash('if ! (eval "$1") >/dev/null 2>&1; then eval "$2"; fi'),
  },
};
