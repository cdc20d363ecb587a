#!/usr/bin/env bash
# Greets each name of the list, in its order.
#
#   greet-all name...
set -euo pipefail
names=("$@")
for name in "${names[@]}"; do
  printf 'hello %s\n' "$name"
done
printf '%d greeted\n' "${#names[@]}"
