// The function that bash and zsh share.

/**
 * Asks the program that the line would start, where it was typed as a path the one in that directory. rhx and the bins
 * of single packages cannot answer for themselves. What it says on stderr would land in the prompt.
 */
export const ASK = `\
__rhachet_ask() {
  local typed=$1 name
  shift
  case $typed in \\~/*) typed=$HOME/\${typed#*/} ;; esac
  case $typed in */*) typed=\${typed%/*}/ ;; *) typed= ;; esac
  for name in "\${typed}rhachet" "\${typed}cmd-all" rhachet cmd-all; do
    command -v "$name" >/dev/null 2>&1 || continue
    "$name" completion words "$@" </dev/null 2>/dev/null && return
  done
}
`;
