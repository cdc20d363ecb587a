#!/bin/sh
# Says hello to somebody.
#
#   say-hello [name]
echo "hello ${1:-world}, from ${RHACHET_ROLE:-a direct call}"
