// shell-init: rhachet and rhx as functions of an interactive shell, which then looks a target up itself.
import { existsSync, readFileSync } from 'node:fs';
import { type Call, EXIT, Failure, type Outcome, usage } from '@rhachet/kit';

/** The text of plain-call.sh of the runtime package that this installation uses, without its comments. */
function plainCall(from: string): string {
  for (let dir = from; dir !== ''; dir = dir.slice(0, dir.lastIndexOf('/'))) {
    const path = `${dir}/node_modules/@rhachet/runtime/bin/plain-call.sh`;
    if (existsSync(path)) return readFileSync(path, 'utf8').replaceAll(/^ *#.*\n/gm, '');
  }
  throw new Failure('@rhachet/runtime is not installed with this program', {
    code: 'NO_LAUNCHER',
    exit: EXIT.badConfig,
    hint: 'a standalone executable has no launcher: install the package rhachet',
  });
}

/** What zsh does otherwise than sh, and what a user may have hung on changing the directory. */
const PREPARE = {
  bash: '',
  zsh: '  emulate -L sh; unset chpwd_functions; unset -f chpwd 2>/dev/null\n',
};

/** The body is a subshell: the one process that the shell starts for any command, which then becomes the skill. */
const functions = (shell: keyof typeof PREPARE, lookUp: string): string => `\
# rhachet and rhx as functions, and npx rhachet, npx rhx without npx. In ~/.${shell}rc: eval "$(rhachet shell-init ${shell})"
__rhachet_plain() {
${lookUp}}
__rhachet() (
${PREPARE[shell]}  rhachet_else=$1 rhachet_name=$2 rhachet_package=@rhachet/dispatcher rhachet_words= rhachet_engine=
  case $rhachet_name in rhx) rhachet_words=rhx rhachet_file=rhachet/bin/rhx ;; *) rhachet_file=rhachet/bin/run ;; esac
  shift 2
  __rhachet_plain "$@"
  while [ -n "$rhachet_cwd" ]; do
    [ ! -x "$rhachet_cwd/node_modules/.bin/$rhachet_name" ] || exec "$rhachet_cwd/node_modules/.bin/$rhachet_name" "$@"
    rhachet_cwd=\${rhachet_cwd%/*}
  done
  [ -z "$rhachet_else" ] || exec "$rhachet_else" "$rhachet_name" "$@"
  exec "$rhachet_name" "$@"
)
rhachet() { __rhachet '' rhachet "$@"; }
rhx() { __rhachet '' rhx "$@"; }
npx() {
  case \${1-} in
    rhachet | rhx) __rhachet npx "$@" ;;
    *) command npx "$@" ;;
  esac
}
`;

export function printShellInit({ words, launch }: Pick<Call, 'launch' | 'words'>): Outcome {
  const [shell = ''] = words;
  if (shell !== 'bash' && shell !== 'zsh') {
    throw usage(
      `there are no functions for "${shell}"`,
      'for bash and zsh: rhachet shell-init bash',
    );
  }
  return { print: functions(shell, plainCall(launch.from)) };
}
