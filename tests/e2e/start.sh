#!/bin/sh
# start.sh - ./start as a process: it ends as it says, puts its programs back
# on their feet, and nothing that it started outlives it.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/scratch.sh

# Every process of ours has the state folder among its words; the one that
# looks for them must not.
echo "$top/" >"$top/mark"
alive()
{
	(cd "$top" && grep -lsF -f mark /proc/[0-9]*/cmdline) |
	    sed 's|[^0-9]||g'
}
none_alive()
{
	[ -z "$(alive)" ]
}

# The process ids of a program.
program()
{
	for pid in $(alive); do
		[ "$(readlink "/proc/$pid/exe")" != "$PWD/build/bin/$1" ] ||
		    echo "$pid"
	done
}
is_another()
{
	new=$(program "$1")
	[ -n "$new" ] && [ "$new" != "$2" ]
}

field()
{
	tail -n 1 "$top/out" | sed -n "s/.*\"$1\" *: *\\([0-9a-z.]*\\).*/\\1/p"
}

once()
{
	./start --once --json "$@" >"$top/out" 2>"$said"
}

running()
{
	grep -q '^logs' "$top/out"
}

# In the background, yet open to Ctrl-C.
start()
{
	env --default-signal=INT ./start --keep "$top/state" \
	    >"$top/out" 2>"$said" &
	start=$!
	await 60 running
}

once --keep "$top/state"
ok "--once succeeds"
[ "$(field balanced)" = true ] && [ "$(field accepted)" -gt 0 ]
ok "the books balance"
[ "$(wc -l <"$top/out")" -eq 1 ]
ok "stdout is one line"
missing=
for key in events accepted duplicate rejected published no_change held \
    superseded discarded retrying dead parked waiting balanced seconds; do
	[ -n "$(field "$key")" ] || missing="$missing $key"
done
[ -z "$missing" ]
ok "the object has every key${missing:+, not$missing}"
none_alive
ok "nothing is left running"

published=$(field published)
once --keep "$top/state"
ok "--once succeeds on what was kept"
[ "$(field duplicate)" = "$(field events)" ] &&
    [ "$(field published)" = "$published" ]
ok "feeding the same again changes nothing but duplicate"

start
ok "it keeps running without --once"
./start --once --keep "$top/state" >"$top/second" 2>&1
[ $? -eq 1 ] && grep -q 'another start' "$top/second"
ok "a second one on the same state is refused"
./start --once --keep "$top/other" >"$top/second" 2>&1
ok "a second one on another state works at the same time"
for program in sixthkey-broker sixthkey-ingest; do
	was=$(program "$program")
	[ -n "$was" ] && kill -KILL "$was" && await 20 is_another \
	    "$program" "$was"
	ok "$program is started again when it is killed"
done
kill -INT "$start"
wait "$start"
[ $? -eq 130 ]
ok "Ctrl-C ends it"
none_alive
ok "and everything with it"
! grep -q 'did not end' "$said"
ok "and nothing had to be killed"

start
kill -KILL "$start"
await 40 none_alive
ok "nothing outlives it when it is killed itself"

./start --once "$top/no-such-file" >"$top/out" 2>"$said"
[ $? -eq 66 ]
ok "a file that is not there is 66"
finish
