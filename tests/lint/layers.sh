#!/bin/sh
# layers.sh - each room includes only what layers.txt and headers.txt allow.
# shellcheck disable=SC2046	# no path has a blank
exec awk -f tests/lint/layers.awk tests/lint/layers.txt \
    tests/lint/headers.txt $(tests/lint/files '*.[ch]')
