# queries.awk - the SQL files of this room as C.
#
#   form=def        QUERY(ASSESSMENT_PUT, 5) for each file; 5 is its highest $n
#   form=text       the same list with its SQL, for schema/db.c
#   form=upgrades   the numbered upgrades in order, for schema/upgrade.c

function base(path) { sub(/.*\//, "", path); sub(/\.sql$/, "", path); return path }
function quoted(s) { gsub(/\\/, "&&", s); gsub(/"/, "\\\"", s); return s }

function finish() {
	if (name == "")
		return
	if (form == "def")
		print "QUERY(" toupper(name) ", " highest ")"
	else
		print text "\t  , " highest " },"
}

function count(line) {
	while (match(line, /\$[0-9]+/)) {
		if (substr(line, RSTART + 1, RLENGTH - 1) + 0 > highest)
			highest = substr(line, RSTART + 1, RLENGTH - 1) + 0
		line = substr(line, RSTART + RLENGTH)
	}
}

BEGIN {
	if (form == "text")
		print "#include \"schema/text.h\"\n\n" \
		    "const struct query_text query_texts[] = {\n\t{ \"\", \"\", 0 },"
	if (form == "upgrades")
		print "#include \"schema/text.h\"\n\n" \
		    "const struct query_text upgrade_texts[] = {"
}

FNR == 1 {
	finish()
	name = base(FILENAME)
	highest = 0
	text = "\t{ \"" name "\",\n"
}

# An upgrade is kept to the byte, for its checksum, and has no parameters.
form == "upgrades" {
	text = text "\t  \"" quoted($0) "\\n\"\n"
	next
}

!/^--/ {
	count($0)
	text = text "\t  \"" quoted($0) "\\n\"\n"
}

END {
	finish()
	if (form != "def")
		print "\t{ 0 }\n};"
}
