# layers.awk - what each file includes, against layers.txt and headers.txt.
#
#	awk -f layers.awk layers.txt headers.txt FILE.c...

function glob(pattern) {
	gsub(/\./, "\\.", pattern)
	gsub(/\*/, ".*", pattern)
	return "^" pattern "$"
}

# The folder of the table that a path lies in: workers/ingest, not workers.
function room(path) {
	while (sub(/\/[^\/]*$/, "", path))
		if (path in may)
			return path
	return ""
}

# The row without its first word.
function rest() { $1 = ""; sub(/^ +/, ""); return $0 }

function fault(what) {
	print FILENAME ":" FNR ": " what
	bad = 1
}

# One of ours: the room, or that very file, must be in the row.
function ours(path) {
	if (index(" " may[from] " ", " " path " "))
		return
	if (!index(" " may[from] " ", " " room(path) " ") || room(path) == "")
		fault(from " must not include " path)
}

function theirs(header,   i, n, where, ok) {
	if (from in only && !index(" " only[from] " ", " " header " "))
		fault(from " must not include <" header ">")
	for (i = 1; i <= nheader; i++) {
		if (header !~ pattern[i])
			continue
		n = split(allowed[i], where, " ")
		for (ok = 0; n > 0; n--)
			ok = ok || FILENAME ~ glob(where[n])
		if (!ok)
			fault("<" header "> belongs to " allowed[i])
	}
}

FNR == 1	{ part++; from = "" }
part <= 2 && (/^#/ || /^[ \t]*$/) { next }
part == 1	{ name = $1; may[name] = rest(); next }
part == 2 && $1 == "only" { name = $2; only[name] = rest(); next }
part == 2	{ pattern[++nheader] = glob($1); allowed[nheader] = rest(); next }

FNR == 1 {
	from = room(FILENAME)
	if (from == "" && FILENAME !~ /^tests\//)
		fault("lies in no room of layers.txt")
}
/^[ \t]*#[ \t]*include[ \t]*[<"]/ {
	split($0, quoted, /[<>"]/)
	if (/\.pb-c\.h/ || /</)
		theirs(quoted[2])
	else if (from != "")
		ours(quoted[2])
}

END { exit bad }
