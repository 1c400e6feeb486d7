#!/bin/sh
# names.sh [BUILD] - every name that the linker sees has one home.  Two of them
# and an archive's order decides which is called.  An object whose source has
# gone elsewhere is of an older build, and in no archive.
set -u
build=${1:-build} obj=${1:-build}/obj

find "$obj" -name '*.o' -not -path "$obj/tests/*" | sort |
    while read -r file; do
	source=${file#"$obj/"}
	source=${source%.o}.c
	if [ -f "$source" ] || [ -f "$build/${source}" ]; then
		echo "$file"
	fi
    done | xargs -r nm -A |
    awk -v prefix="$obj/" '
$(NF - 1) ~ /^[BCDRT]$/ && $NF != "main" {
	file = substr($1, length(prefix) + 1)
	sub(/\.o:.*/, "", file)
	if ($NF in home) {
		print file ": " $NF " is also in " home[$NF]
		bad = 1
	}
	home[$NF] = file
}
END { exit bad }'
