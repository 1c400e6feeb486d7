# queries.awk - the SQL files of this room as C.
#
#   form=def        QUERY(ASSESSMENT_PUT, 5) for each file; 5 is its highest $n
#   form=text       the same list with its SQL, for schema/db.c
#   form=upgrades   the numbered upgrades in order, for schema/upgrade.c

function base(path) { sub(/.*\//, "", path); sub(/\.sql$/, "", path); return path }
function quoted(s) { gsub(/\\/, "\\\\", s); gsub(/"/, "\\\"", s); return s }

function finish() {
	if (file == "")
		return
	if (form == "def")
		print "QUERY(" toupper(name) ", " highest ")"
	else if (form == "text")
		print text "\t},"
	else
		print text "\t},"
}

BEGIN {
	if (form == "text")
		print "#include \"schema/text.h\"\n\n" \
		    "const struct query_text query_texts[] = {\n\t{ \"\", \"\" },"
	if (form == "upgrades")
		print "#include \"schema/text.h\"\n\n" \
		    "const struct query_text upgrade_texts[] = {"
}

FNR == 1 {
	finish()
	file = FILENAME
	name = base(FILENAME)
	highest = 0
	text = "\t{ \"" name "\",\n"
}

{
	if (form == "def") {
		rest = $0
		sub(/^--.*/, "", rest)
		while (match(rest, /\$[0-9]+/)) {
			n = substr(rest, RSTART + 1, RLENGTH - 1) + 0
			if (n > highest)
				highest = n
			rest = substr(rest, RSTART + RLENGTH)
		}
	} else if (form == "upgrades" || $0 !~ /^--/)
		text = text "\t  \"" quoted($0) "\\n\"\n"
}

END {
	finish()
	if (form == "text" || form == "upgrades")
		print "\t{ 0 }\n};"
}
