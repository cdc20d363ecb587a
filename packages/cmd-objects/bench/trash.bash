# What a message from bash costs, beside a function call and `bash -c` in the same run: `bash bench/trash.bash`, with TT_BIN.
# shellcheck shell=bash disable=SC2154 # set by @ -v
source "${BASH_SOURCE[0]%/*}/../bash/trash.bash"
@ -v counter Counter new || exit
nothing() { :; }
substitution() { v=$(nothing); }
substituted() { v=$(@ "$counter" getValue); }

# $1 how often; then the command. Sets `us` in thousandths.
measure() {
  local count=$1 i from to
  shift
  from=${EPOCHREALTIME/./}
  for ((i = 0; i < count; i++)); do "$@"; done
  to=${EPOCHREALTIME/./}
  us=$(((to - from) * 1000 / count))
}

declare -A best=()
for round in {1..7}; do
  for what in '2000 nothing' '300 @ -v v '"$counter"' increment' '20 substitution' '20 substituted' '10 bash -c :'; do
    read -r -a words <<<"$what"
    measure "${words[@]}"
    if [[ -z ${best[$what]-} ]] || ((us < best[$what])); then best[$what]=$us; fi
  done
done
for what in "${!best[@]}"; do printf '%10d.%03d us  %s\n' $((best[$what] / 1000)) $((best[$what] % 1000)) "${what#* }"; done | sort -n
