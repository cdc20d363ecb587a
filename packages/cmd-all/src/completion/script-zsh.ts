// The script for zsh: evaluated in ~/.zshrc, or a file _rhachet in a directory of $fpath.
import { ASK } from './ask.ts';

/** compdef is there once compinit has run: before, it is waited for until the first prompt. */
export const zshScript = (programs: string[]): string => `\
#compdef ${programs.join(' ')}
# Completion of ${programs.join(', ')}. In ~/.zshrc: eval "$(rhachet completion zsh)"
${ASK}
_rhachet() {
  local -a answer
  local what pattern
  answer=("\${(@f)$(__rhachet_ask "\${(Q)words[1]}" --shell zsh -- "\${(@Q)words[1,CURRENT-1]}" "\${(Q)\${:-$IPREFIX$PREFIX}}")}")
  what=\${answer[1]%%$'\\t'*}
  pattern=\${answer[1]#*$'\\t'}
  answer[1]=()
  [[ -z $pattern ]] || compset -P "$pattern"
  case $what in
    files) _files ;;
    directories) _files -/ ;;
    words) _describe -t words word answer ;;
    *) return 1 ;;
  esac
}

__rhachet_register() {
  add-zsh-hook -d precmd __rhachet_register
  (( ! $+functions[compdef] )) || compdef _rhachet ${programs.join(' ')}
}

if [[ \${funcstack[1]-} == _rhachet ]]; then
  _rhachet "$@"
else
  autoload -Uz add-zsh-hook
  if (( $+functions[compdef] )); then __rhachet_register; else add-zsh-hook precmd __rhachet_register; fi
fi
`;
