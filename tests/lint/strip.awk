# strip.awk - C without its comments and without what stands in its string
# literals (-v keep=code), or the string literals alone (-v keep=text), line
# for line; each line after "path:line:".

function emit(s) { if ((keep == "text") == quoted) line = line s }

FNR == 1 { comment = 0 }
{
	line = ""
	quoted = 0
	rest = $0
	while (rest != "") {
		if (comment) {
			at = index(rest, "*/")
			if (at == 0)
				break
			comment = 0
			rest = substr(rest, at + 2)
		} else if (quoted) {
			match(rest, /^([^"\\]|\\.)*/)
			emit(substr(rest, 1, RLENGTH))
			line = line "\""
			quoted = 0
			rest = substr(rest, RLENGTH + 2)
		} else if (match(rest, /^'(\\.|[^'\\])[^']*'/)) {
			rest = substr(rest, RLENGTH + 1)
		} else if (substr(rest, 1, 2) == "/*") {
			comment = 1
			rest = substr(rest, 3)
		} else if (substr(rest, 1, 2) == "//") {
			break
		} else if (substr(rest, 1, 1) == "\"") {
			line = line "\""
			quoted = 1
			rest = substr(rest, 2)
		} else {
			match(rest, /^[^"'\/]+|^./)
			emit(substr(rest, 1, RLENGTH))
			rest = substr(rest, RLENGTH + 1)
		}
	}
	if (line != "")
		print FILENAME ":" FNR ":" line
}
