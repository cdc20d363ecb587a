#!/bin/sh
# What has changed and is not committed, counted by directory.
#
# usage: changes
set -eu
git status --porcelain=v1 --untracked-files=all -- . | awk '
  {
    path = substr($0, 4)
    sub(/^.* -> /, "", path)
    if (!sub("/[^/]*$", "", path)) path = "."
    if (substr($0, 1, 2) == "??") added[path]++; else changed[path]++
    seen[path] = 1
    files++
  }
  END {
    for (path in seen) printf "%4d changed  %4d new  %s\n", changed[path], added[path], path | "sort -k5"
    close("sort -k5")
    printf "%d files\n", files
  }'
