#!/bin/sh
# Notes that somebody left in the code: TODO, FIXME, XXX, HACK, in files that git knows.
#
# usage: todo [path...]
set -u
git grep --line-number --word-regexp -I -e TODO -e FIXME -e XXX -e HACK -- "$@"
case $? in
  0) ;;
  1) echo "nothing left to do" ;;
  *) exit 1 ;;
esac
