# shellcheck shell=sh
# chaos.sh - one run of tests/chaos/run as TAP.  Sourced, behind tap.sh.

# LABEL OPTIONS...: what the run printed becomes a comment; what the machine
# does not allow is a skipped test.
# shellcheck disable=SC2154	# said: the test sets it
chaos()
{
	chaos_label=$1
	shift
	chaos_json=$(tests/chaos/run --json "$@" 2>"$said")
	ok "$chaos_label"
	echo "# $*: $chaos_json"
	chaos_skipped=$(echo "$chaos_json" |
	    sed -n 's/.*"skipped":{\([^}]*\)}.*/\1/p' | tr -d '"' | tr ',' '\n' |
	    grep ':needs ')
	[ -n "$chaos_skipped" ] || return 0
	while IFS=: read -r chaos_kind chaos_why; do
		tap_n=$((tap_n + 1))
		echo "ok $tap_n - $chaos_kind # SKIP skipped: $chaos_why"
	done <<-.
		$chaos_skipped
	.
}
