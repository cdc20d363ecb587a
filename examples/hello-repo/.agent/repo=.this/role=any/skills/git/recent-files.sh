#!/bin/sh
# Lists the files that the last commits touched: a nested skill, called by its name alone.
#
#   recent-files [number of commits]
exec git log --name-only --format= -n "${1:-1}"
