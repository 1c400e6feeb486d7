#!/bin/sh
# banned.sh - calls that have a better form here; SQL only in SQL files.
set -u

files=$(tests/lint/files '*.[ch]')
bad=0

# shellcheck disable=SC2086	# no path has a blank
awk -v keep=code -f tests/lint/strip.awk $files | awk '
FNR == 1	{ part++ }
part < 3 && (/^#/ || /^[ \t]*$/)	{ next }
part == 1	{ name[++n] = $1; sub(/^[^;]*; */, ""); better[n] = $0; next }
part == 2	{ allowed[$1 " " $2] = 1; next }
{
	split($0, at, ":")
	code = " " substr($0, length(at[1] at[2]) + 3)
	for (i = 1; i <= n; i++) {
		rest = code
		while ((p = index(rest, name[i])) > 0) {
			before = substr(rest, p - 1, 1)
			rest = substr(rest, p + length(name[i]))
			if (before ~ /[A-Za-z0-9_]/ ||
			    (at[1] " " name[i]) in allowed)
				continue
			print at[1] ":" at[2] ": " name[i] \
			    " is banned; better: " better[i]
			bad = 1
		}
	}
}
END { exit bad }' tests/lint/banned.txt tests/lint/banned-allowed.txt - || bad=1

# Tests ask the database directly; nobody else does.
# shellcheck disable=SC2086
awk -v keep=text -f tests/lint/strip.awk $files | grep -v '^tests/' |
    grep -Ei '"(select|insert into|delete from|update [a-z_.]+ set|truncate|create (table|role|index|schema)|alter|drop|grant|revoke) ' |
    sed 's/$/	SQL belongs in schema\/queries/' | grep . && bad=1
exit "$bad"
