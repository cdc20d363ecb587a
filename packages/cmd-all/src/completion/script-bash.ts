// The script for bash, 3.2 (macOS) and newer: no associative arrays, no mapfile, compopt only where it is.
import { ASK } from './ask.ts';

/** bash 3.2 has no compopt: there, files are offered wherever nothing else fits. */
export const bashScript = (programs: string[]): string => `\
# Completion of ${programs.join(', ')}. In ~/.bashrc: eval "$(rhachet completion bash)"
${ASK}
__rhachet_complete() {
  local line what=
  COMPREPLY=()
  while IFS= read -r line; do
    if [ -z "$what" ]; then what=$line; else COMPREPLY[\${#COMPREPLY[@]}]=$line; fi
  done <<EOF
$(__rhachet_ask "$1" --shell bash --line "\${COMP_LINE:0:COMP_POINT}" --replace "$2")
EOF
  type compopt >/dev/null 2>&1 || return 0
  case $what in
    files) compopt -o bashdefault -o default ;;
    directories) compopt -o dirnames ;;
  esac
}

if type compopt >/dev/null 2>&1; then
  complete -F __rhachet_complete ${programs.join(' ')}
else
  complete -o bashdefault -o default -F __rhachet_complete ${programs.join(' ')}
fi
`;
