#!/bin/sh
# long.sh - files up to 400 lines, functions up to 60, unless long.txt says why.
# A function runs from the line with its name at the margin to the next closing
# brace at the margin; the house style makes that exact.
# shellcheck disable=SC2046	# no path has a blank
exec awk '
function over(what, lines, limit) {
	used[what] = 1
	if (what in reason)
		return
	print what ": " lines " lines, the limit is " limit
	bad = 1
}
function end_file() { if (lines > 400) over(path, lines, 400) }

FILENAME == "tests/lint/long.txt" {
	if (/^#/ || /^[ \t]*$/)
		next
	key = $1
	$1 = ""
	reason[key] = $0
	if ($0 !~ /[a-z]/) {
		print key ": no reason given"
		bad = 1
	}
	next
}
FNR == 1	{ end_file(); path = FILENAME; name = "" }
		{ lines = FNR }
path !~ /\.[ch]$/ { next }
/^[a-z_][a-z0-9_]*\(/ { name = $0; sub(/\(.*/, "", name); began = FNR }
/^}/ && name != "" {
	if (FNR - began + 1 > 60)
		over(path ":" name, FNR - began + 1, 60)
	name = ""
}
END {
	end_file()
	for (key in reason)
		if (!(key in used)) {
			print "long.txt: " key " is not long any more"
			bad = 1
		}
	exit bad
}' tests/lint/long.txt $(tests/lint/files '*.[ch]' '*.sh' '*.awk' '*.sql' \
    '*.proto' Makefile start check run files supervise)
