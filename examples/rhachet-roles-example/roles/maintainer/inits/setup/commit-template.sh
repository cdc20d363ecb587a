#!/usr/bin/env bash
# Writes the template of a commit message where there is none, and tells how to use it.
set -euo pipefail
template=.gitmessage
if [[ -e $template ]]; then
  echo "✓ $template is there"
else
  printf '%s\n' '' '' '# area: what is different now (72 characters)' '#' '# why it had to change' >"$template"
  echo "+ $template"
fi
echo
echo "use it with: git config commit.template $template"
