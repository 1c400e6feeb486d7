#!/bin/sh
# pure.sh [BUILD] - pure objects ask for nothing that could touch the world:
# the symbols that they need are in other pure objects or on the list below.
set -u
obj=${1:-build}/obj
libc='mem(cpy|move|set|cmp|chr|rchr|mem)|str[a-z]*|(v?snprintf|__v?snprintf_chk)'
libc="$libc|__mem[a-z]*_chk|__str[a-z]*_chk|qsort|bsearch|malloc|calloc|realloc"
libc="$libc|free|abort|__assert_fail|__stack_chk_fail|__errno_location"
libc="$libc|__ctype_[a-z_]*|crypto_hash_[a-z0-9_]*|protobuf_c_[a-z_]*"
libc="$libc|_GLOBAL_OFFSET_TABLE_|sodium_(memcmp|bin2hex)|SHA256_(Init|Update|Final)|[a-z_]*__descriptor"

if [ ! -d "$obj" ]; then
	echo "nothing is built in $obj"
	exit 1
fi
find "$obj" -name '*.o' -not -path "$obj/tests/*" | sort | xargs nm -A |
    awk -v prefix="$obj/" -v libc="^($libc)$" '
function glob(p) { gsub(/\*/, ".*", p); return "^" p "$" }
function globs(i,   s) {
	for (; i <= NF; i++)
		s = s " " ($i ~ /^@/ ? list[$i] : glob($i))
	return s
}
function worldly(file,   w) {
	for (w = 1; w <= nworld; w++)
		if (file ~ world[w])
			return 1
	return 0
}
FILENAME != "-" {
	if (/^#/ || NF < 2)
		next
	if ($1 == "world") {
		for (i = 2; i <= NF; i++)
			world[++nworld] = glob($i)
		next
	}
	if ($1 ~ /^@/)
		list[$1] = globs(2)
	else {
		row[++n] = glob($1)
		may[n] = globs(2)
	}
	next
}
{
	file = substr($1, length(prefix) + 1)
	sub(/\.o:.*/, "", file)
	if ($(NF - 1) == "U")
		needs[++nneed] = file " " $NF
	else if ($(NF - 1) ~ /^[A-TV-Z]$/)
		home[$NF] = file
}
END {
	for (i = 1; i <= nneed; i++) {
		split(needs[i], need, " ")
		if (worldly(need[1]))
			continue
		for (r = 1; r <= n; r++) {
			if (need[1] !~ row[r])
				continue
			seen[r] = 1
			ok = need[2] ~ libc
			k = split(may[r], where, " ")
			for (; k > 0 && !ok; k--)
				ok = home[need[2]] ~ where[k] && home[need[2]] != ""
			if (!ok) {
				print need[1] ": not pure, needs " need[2] \
				    (need[2] in home ? " of " home[need[2]] : "")
				bad = 1
			}
		}
	}
	for (r = 1; r <= n; r++)
		if (!seen[r]) {
			print "pure.txt: no object is " row[r]
			bad = 1
		}
	exit bad
}' tests/lint/pure.txt -
