#!/bin/sh
# The largest files that git keeps in the current commit.
#
# usage: largest-files [how many]     10 when not given
set -eu
git ls-tree -r -l --full-tree HEAD | sort -k4,4nr | head -n "${1:-10}" | awk '
  {
    size = $4
    unit = "B"
    if (size >= 1024) { size /= 1024; unit = "K" }
    if (size >= 1024) { size /= 1024; unit = "M" }
    path = $0
    sub(/^[^\t]*\t/, "", path)
    printf "%7.1f %s  %s\n", size, unit, path
  }'
