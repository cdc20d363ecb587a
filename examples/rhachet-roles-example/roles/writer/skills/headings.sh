#!/bin/sh
# The outline of Markdown files.
#
# usage: headings file...
set -eu
[ $# -gt 0 ] || { echo "usage: headings file..." >&2; exit 2; }
awk '
  FNR == 1 { fenced = 0; print FILENAME }
  /^(```|~~~)/ { fenced = !fenced }
  !fenced && /^#+ / {
    depth = index($0, " ") - 1
    text = substr($0, depth + 2)
    printf "%*s%s\n", 2 * depth, "", text
  }' "$@"
