#!/bin/sh
# long-hosts.sh - several machines, each a network namespace with an address of
# its own: database and broker on the hub, workers of every stage on two more.
# Keys everywhere, passwords by scram.  Each of the two is cut off in turn while
# events flow.  Needs root and namespaces; nothing of it outlives the test.
set -u
cd "$(dirname "$0")/../.." || exit 1

top=$(mktemp -d /var/tmp/hosts.XXXXXX) || exit 1
said=$top/said
hub=sixthkey-hub-$$ east=sixthkey-east-$$ west=sixthkey-west-$$
running='' rows=${ROWS:-30000} build=${BUILD:-$PWD/build}
bin=$build/bin
. tests/lib/tap.sh
. deploy/local/packages.sh
. deploy/local/postgres.sh

leave()
{
	trap '' INT TERM HUP
	for pid in $running; do
		kill -KILL "$pid" 2>/dev/null
		wait "$pid" 2>/dev/null
	done
	for host in $hub $east $west; do
		ip netns del "$host" 2>/dev/null
	done
	rm -rf --one-file-system "$top"
}
trap leave EXIT
trap 'exit 130' INT TERM HUP

# ---- the machines -----------------------------------------------------------

# HOST PORT ADDRESS: a machine at the hub's switch.
plug_in()
{
	ip netns add "$1" && ip -n "$1" link set lo up &&
	    ip -n "$hub" link add "$2" type veth peer name eth0 netns "$1" &&
	    ip -n "$hub" link set "$2" master switch up &&
	    ip -n "$1" addr add "$3/24" dev eth0 && ip -n "$1" link set eth0 up
}

make_hosts()
{
	ip netns add "$hub" && ip -n "$hub" link set lo up &&
	    ip -n "$hub" link add switch type bridge &&
	    ip -n "$hub" addr add 10.77.0.1/24 dev switch &&
	    ip -n "$hub" link set switch up &&
	    plug_in "$east" east 10.77.0.2 && plug_in "$west" west 10.77.0.3
}

cut()				# east or west
{
	ip -n "$hub" link set "$1" down
}

mend()
{
	ip -n "$hub" link set "$1" up
}

# HOST LOG COMMAND...: runs there, and is killed at the end at the latest.
on()
{
	host=$1 log=$top/log/$2
	shift 2
	# shellcheck disable=SC2094	# our own log
	ip netns exec "$host" setpriv --pdeathsig KILL -- "$@" >>"$log" 2>&1 &
	running="$running $!"
}

# ---- the database -----------------------------------------------------------

ask()				# SQL
{
	"$(postgres_bin)/psql" -X -q -A -t -v ON_ERROR_STOP=1 \
	    -h "$top/pg/socket" -U postgres -d "${2:-sixthkey}" -c "$1"
}

start_database()
{
	mkdir "$top/pg" && (postgres_init "$top/pg") || return
	cat >>"$top/pg/data/postgresql.conf" <<-.
		listen_addresses = '10.77.0.1'
		unix_socket_directories = '$top/pg/socket'
	.
	echo 'host sixthkey all 10.77.0.0/24 scram-sha-256' \
	    >>"$top/pg/data/pg_hba.conf"
	# shellcheck disable=SC2046	# a list of words
	on "$hub" postgres $(postgres_as) env -C "$top/pg/data" \
	    "$(postgres_bin)/postgres" -D "$top/pg/data"
	postgres_await "$top/pg" && postgres_database "$top/pg" &&
	    SIXTHKEY_DB=$(postgres_conninfo "$top/pg" owner) \
	    "$bin/sixthkey" db migrate
}

set_passwords()
{
	umask 077
	: >"$top/pgpass"
	for role in broker ingest assessment combination publication reader; do
		password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
		echo "10.77.0.1:5432:sixthkey:sixthkey_$role:$password" \
		    >>"$top/pgpass"
		echo "alter role sixthkey_$role password '$password';"
	done >"$top/passwords.sql"
	umask 022
	"$(postgres_bin)/psql" -X -q -v ON_ERROR_STOP=1 -h "$top/pg/socket" \
	    -U postgres -d postgres -f "$top/passwords.sql"
}

conninfo()			# ROLE
{
	echo "host=10.77.0.1 dbname=sixthkey user=sixthkey_$1" \
	    "passfile=$top/pgpass"
}

# ---- the line ---------------------------------------------------------------

key()				# ROLE OPTION...
{
	(cd "$top" && "$bin/sixthkey" keys new "$@" --dir etc)
}

make_keys()
{
	key broker --workers tcp://10.77.0.1:7301 \
	    --submit tcp://10.77.0.1:7302 --control tcp://10.77.0.1:7303 \
	    --db "$(conninfo broker)" || return
	key feed --submit tcp://10.77.0.1:7302 || return
	key operator --control tcp://10.77.0.1:7303 \
	    --db "$(conninfo reader)" || return
	for at in east west; do
		for stage in ingest assessment quality-combination publication
		do
			key worker --stage "$stage" --name "$at-$stage" \
			    --broker tcp://10.77.0.1:7301 \
			    --db "$(conninfo "${stage#quality-}")" || return
		done
	done
}

start_line()
{
	on "$hub" broker "$bin/sixthkey-broker" -c "$top/etc/broker.key"
	for stage in ingest assessment quality-combination publication; do
		on "$east" "east-$stage" "$bin/sixthkey-$stage" \
		    -c "$top/east-$stage.key"
		on "$west" "west-$stage" "$bin/sixthkey-$stage" \
		    -c "$top/west-$stage.key"
	done
}

status()			# as the operator sees it
{
	ip netns exec "$hub" "$bin/sixthkey" --key "$top/operator.key" status
}

# COUNT: every stage has so many workers.
workers()
{
	[ "$(status 2>/dev/null | grep -c " / $1 ")" -eq 4 ]
}

# NAME FIRST: one location for each row, as CQC writes them.
make_rows()
{
	awk -v n="$rows" -v first="$2" '
	NR == 1 { print; next }
	NR == 2 {
		for (i = first; i < first + n; i++) {
			row = $0
			gsub(/1-2858750317/, "1-" 100000000 + i, row)
			gsub(/1-199768276/, "1-" 900000000 + i, row)
			print row
		}
		exit
	}' examples/latest-ratings-2021-01.csv >"$top/$1.csv"
}

count()				# TABLE
{
	ask "select count(*) from sixthkey.$1"
}

published_past()
{
	[ "$(count publication)" -ge "$1" ]
}

# So many more come through from now on.
flows()
{
	await 60 published_past $(($(count publication) + $1))
}

# What the chain of records says about itself; nothing when all is well.
faults()
{
	ask "set search_path = sixthkey;
	    select 'no record of ' || event_id from event
	    left join assessment a using (event_id)
	    left join combination c using (event_id)
	    left join publication p using (event_id)
	    where num_nulls(a.event_id, c.event_id, p.event_id) > 0
	    union all select 'heads of ' || subject from subject_head
	    group by subject having count(*) <> max(seq) or min(seq) <> 1
	    union all select 'versions of ' || subject from rating_version
	    group by subject
	    having count(*) <> max(version) or min(version) <> 1
	    union all (select 'not published: ' || subject from rating_version
	    except all select 'not published: ' || subject
	    from published_version)"
}

settled()
{
	[ "$(count event)" -eq "$(count publication)" ]
}

# ---- all of it --------------------------------------------------------------

[ "$(id -u)" -eq 0 ] || skip_all "needs root to make hosts of namespaces"
command -v ip >/dev/null || skip_all "needs iproute2"
make_hosts >"$said" 2>&1 ||
    skip_all "needs network namespaces: $(tail -n 1 "$said")"
mkdir "$top/log"
chmod 711 "$top"

{ start_database && set_passwords; } >"$said" 2>&1
ok "a database listens at an address, with passwords"
make_keys >"$said" 2>&1
ok "every process has a key of its own"
[ "$tap_bad" -eq 0 ] || finish
start_line
await 30 workers 2
ok "eight workers on two hosts join, each by one file"
[ "$tap_bad" -eq 0 ] || finish

first=0
for at in east west; do
	make_rows "$at" "$first"
	first=$((first + rows))
	ip netns exec "$hub" "$bin/sixthkey" --key "$top/feed.key" feed \
	    "$top/$at.csv" >"$said" 2>&1 &
	feed=$!
	running="$running $feed"
	flows 2000 && cut "$at" && wait "$feed"
	ok "$at is cut off in the midst, and everything fed is answered"
	await 90 settled && workers 1
	ok "without $at everything comes through"
	mend "$at"
	await 60 workers 2
	ok "$at is back, and its workers with it"
done
[ "$(count event)" -eq "$first" ]
ok "each of $first rows is one event"
await 60 settled
ok "each event is at its end"
faults >"$said" 2>&1 && [ ! -s "$said" ]
ok "nothing is lost, nothing is there twice"
finish
