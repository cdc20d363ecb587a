#!/bin/sh
# Prints the decision that an agent's hook reads: JSON on stdout, and nothing else.
#
#   hook-decision allow|deny [reason without quotes]
case ${1-} in
  allow | deny) ;;
  *) echo 'usage: hook-decision allow|deny [reason]' >&2; exit 64 ;;
esac
printf '{"decision":"%s","reason":"%s"}\n' "$1" "${2-}"
