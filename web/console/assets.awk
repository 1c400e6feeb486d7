# assets.awk - the console's style and script as C, for web/console/console.c.

function quoted(s) { gsub(/\\/, "&&", s); gsub(/"/, "\\\"", s); return s }

BEGIN {
	type["css"] = "text/css; charset=utf-8"
	type["js"] = "text/javascript; charset=utf-8"
	type["svg"] = "image/svg+xml"
	print "#include \"web/console/inside.h\"\n\n" \
	    "const struct asset console_assets[] = {"
}

FNR == 1 {
	name = FILENAME
	sub(/.*\//, "", name)
	ending = name
	sub(/.*\./, "", ending)
	if (NR > 1)
		print "\t},"
	print "\t{ \"/" name "\", \"" type[ending] "\","
}

{ print "\t  \"" quoted($0) "\\n\"" }

END { print "\t},\n\t{ 0 }\n};" }
