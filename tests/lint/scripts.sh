#!/bin/sh
# scripts.sh - every shell script is clean, where there is a shellcheck.
if ! command -v shellcheck >/dev/null; then
	echo "skip: no shellcheck"
	exit
fi
tests/lint/files '*' | while read -r file; do
	case $(head -c 60 "$file" | head -n 1 | tr -d '\0') in
	'#!/bin/sh'*|'#!/bin/bash'*|'# shellcheck shell='*)
		echo "$file" ;;
	esac
done | xargs shellcheck -x -e SC2317	# functions that a trap or a wait calls
