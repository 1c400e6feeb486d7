#!/bin/sh
# bench.sh - every benchmark runs, says what it promises to say, and loses
# nothing.  One round of few events: how fast that was means nothing.
cd "$(dirname "$0")/../.." || exit 1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
said=$folder/said
. tests/lib/tap.sh

# KEYS FILE: one JSON object that has them all, and whose books balance.
says()
{
	python3 - "$@" <<-'.'
		import json, sys
		keys, path = sys.argv[1:]
		got = json.load(open(path))
		missing = [k for k in keys.split() if k not in got]
		if missing:
		    sys.exit("missing: " + " ".join(missing))
		if got.get("ledger_difference", 0) != 0:
		    sys.exit("the books do not balance")
	.
}

# LABEL KEYS COMMAND...
try()
{
	label=$1 keys=$2
	shift 2
	{
		"$@" >"$folder/json" && says "$keys" "$folder/json"
	} >"$said" 2>&1
	ok "$label"
}

contract="events_per_second cpu_us_per_event wal_bytes_per_event p50_ms p99_ms
    floor_events_per_second ratio_to_floor ledger_difference"
few="--events 1000 --rounds 1 --seconds 1 --json"

# shellcheck disable=SC2086	# words
{
	for mix in noop fresh coalesced; do
		try "the line, $mix" "$contract" tests/bench/line --mix $mix $few
	done
	try "the line over ipc, two workers of a stage" "$contract" \
	    tests/bench/line --ipc --workers 2 --batch 10 $few
	try "the line after stored events" "$contract ratio_to_plain" \
	    tests/bench/line --stored 1000 $few
	try "the line beside a transaction that is held open" \
	    "$contract ratio_to_plain dead_tuples" tests/bench/line --held $few
}
try "the floor" "batches fsync_us" \
    tests/bench/floor --events 1000 --rounds 1 --json
try "everybody at once" "compare-rulesets audit ledger_difference" \
    tests/bench/bulk --organisations 1000 --rounds 1 --json
try "a peer: a plain queue" "peers ledger_difference" \
    tests/bench/peers --events 1000 --rounds 1 --json queue
finish
