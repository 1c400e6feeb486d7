#!/bin/sh
# long-fuzz.sh [SECONDS] - each target of this folder for so long (a minute),
# from the small corpora that stand beside it.  What it finds is left in
# build/fuzz/found; make it a test, then a fix.
set -u
cd "$(dirname "$0")/../.." || exit 1
seconds=${1:-60}
found=build/fuzz/found
n=0 bad=0

if ! command -v clang >/dev/null; then
	echo "1..0 # SKIP no clang"
	exit 0
fi
if ! make -s -j"$(nproc)" fuzz CC=clang B=build/fuzz SAN=1 \
    SANFLAGS='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined'
then
	echo "Bail out! the targets do not build"
	exit 1
fi
mkdir -p "$found"
for source in tests/fuzz/fuzz_*.c; do
	name=$(basename "$source" .c) n=$((n + 1))
	grown=build/fuzz/corpus/$name
	mkdir -p "$grown"
	if said=$(build/fuzz/bin/"$name" -max_total_time="$seconds" -timeout=10 \
	    -rss_limit_mb=1024 -max_len=65536 -print_final_stats=1 \
	    -artifact_prefix="$found/$name-" "$grown" \
	    "tests/fuzz/corpus/${name#fuzz_}" 2>&1)
	then
		echo "ok $n - $name, $(printf '%s\n' "$said" |
		    awk '/number_of_executed_units/ { print $2 }') inputs"
	else
		bad=1
		echo "not ok $n - $name"
		printf '%s\n' "$said" | tail -40 | sed 's/^/# /'
	fi
done
echo "1..$n"
exit $bad
