#!/usr/bin/env bash
# Code blocks in Markdown files that do not name their language. Exit 1 when there are any.
#
# usage: bare-fences file...
set -euo pipefail
if (($# == 0)); then
  echo "usage: bare-fences file..." >&2
  exit 2
fi
found=0
for file in "$@"; do
  number=0 open=
  while IFS= read -r line || [[ -n $line ]]; do
    number=$((number + 1))
    [[ $line =~ ^\ {0,3}\`\`\`(.*)$ ]] || continue
    if [[ -n $open ]]; then
      open=
      continue
    fi
    open=yes
    if [[ -z ${BASH_REMATCH[1]//[[:space:]]/} ]]; then
      echo "$file:$number"
      found=1
    fi
  done <"$file"
done
exit "$found"
