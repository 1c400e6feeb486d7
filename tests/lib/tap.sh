# shellcheck shell=sh
# tap.sh - the results of a shell test.  Sourced; the test sets $said to a file
# whose end is shown where something fails.

: "${said:=/dev/null}"
tap_n=0 tap_bad=0

# LABEL: passed, if the command before it succeeded.
ok()
{
	tap_status=$?
	tap_n=$((tap_n + 1))
	if [ "$tap_status" -eq 0 ]; then
		echo "ok $tap_n - $1"
	else
		tap_bad=1
		echo "not ok $tap_n - $1"
		tail -n 40 "$said" | sed 's/^/# /'
	fi
}

# The whole test cannot run here, and why.
skip_all()
{
	echo "1..1"
	echo "ok 1 # SKIP $*"
	exit 0
}

finish()
{
	echo "1..$tap_n"
	exit "$tap_bad"
}

# SECONDS COMMAND...: wait until it succeeds; fail when the time is over.
await()
{
	tap_tenths=$(($1 * 10))
	shift
	until "$@"; do
		tap_tenths=$((tap_tenths - 1))
		[ "$tap_tenths" -gt 0 ] || return 1
		sleep 0.1
	done
}
