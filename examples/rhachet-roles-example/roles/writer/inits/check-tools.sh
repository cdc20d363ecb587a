#!/bin/sh
# Says whether the tools that the skills of this role need are there.
missing=0
for tool in awk bash python3; do
  if command -v "$tool" >/dev/null; then
    echo "✓ $tool"
  else
    echo "✗ $tool is missing"
    missing=1
  fi
done
exit "$missing"
