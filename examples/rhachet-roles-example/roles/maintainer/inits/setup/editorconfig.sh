#!/bin/sh
# Writes an .editorconfig where there is none.
set -eu
if [ -e .editorconfig ]; then
  echo "✓ .editorconfig is there"
  exit 0
fi
cat >.editorconfig <<'END'
root = true

[*]
charset = utf-8
end_of_line = lf
insert_final_newline = true
trim_trailing_whitespace = true
END
echo "+ .editorconfig"
