#!/bin/sh
# words.sh - no notes to ourselves: what is not done has an issue.
# The pattern is written so that it does not find itself.
# shellcheck disable=SC2046	# no path has a blank
grep -nEwI 'TO[D]O|FIX[M]E|X[X]X|HA[C]K' $(tests/lint/files '*') /dev/null
[ $? -eq 1 ]
