#!/usr/bin/env bash
# Local branches that are merged, or that nobody has touched for a while.
#
# usage: stale-branches [days]        90 days when not given
set -euo pipefail
days=${1:-90}
if [[ ! $days =~ ^[0-9]+$ ]]; then
  echo "stale-branches: \"$days\" is not a number of days" >&2
  exit 2
fi
main=$(git symbolic-ref --quiet --short refs/remotes/origin/HEAD 2>/dev/null || git symbolic-ref --short HEAD)
limit=$(($(date +%s) - days * 86400))
declare -A merged=()
while read -r name; do merged[$name]=1; done < <(git branch --format='%(refname:short)' --merged "$main")
while read -r name time; do
  [[ $name == "${main#origin/}" ]] && continue
  if [[ -n ${merged[$name]:-} ]]; then
    echo "merged  $name"
  elif ((time < limit)); then
    echo "old     $name"
  fi
done < <(git for-each-ref --format='%(refname:short) %(committerdate:unix)' refs/heads)
