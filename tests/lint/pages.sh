#!/bin/sh
# pages.sh - the manual pages are well formed.
if ! command -v mandoc >/dev/null; then
	echo "skip: no mandoc"
	exit
fi
exec mandoc -T lint -W warning docs/man/*.[158]
