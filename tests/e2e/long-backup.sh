#!/bin/sh
# long-backup.sh - the drill of docs/backup.md: a base backup of a running line
# and its archive; back to a moment; fed again, the books balance and nothing is
# there twice.
set -u
cd "$(dirname "$0")/../.." || exit 1

. tests/lib/scratch.sh
. deploy/local/packages.sh
. deploy/local/postgres.sh

state=$top/state pg=$top/state/pg
as=$(postgres_as)
user=$(postgres_user)
mkdir "$top/wal" "$top/base"
[ -z "$user" ] || chown "$user" "$top/wal" "$top/base"

once()
{
	./start --once --json --keep "$state" "$@" >"$top/out" 2>"$said"
}

field()
{
	tail -n 1 "$top/out" | sed -n "s/.*\"$1\" *: *\\([0-9a-z.]*\\).*/\\1/p"
}

sql()
{
	psql -h "$pg/socket" -U postgres -d sixthkey -Atqc "$1"
}

# As the server's own user, in its folders.
own()
{
	# shellcheck disable=SC2086	# a list of words
	$as env -C / "$@"
}

once examples/trusts.csv && [ "$(field balanced)" = true ]
ok "a line is fed"
before=$(field accepted)

own sh -c "cat >>'$pg/data/postgresql.auto.conf'" <<.
archive_mode = on
archive_command = 'cp %p $top/wal/%f'
.
own sh -c "echo 'local replication all trust' >>'$pg/data/pg_hba.conf'"

env --default-signal=INT ./start --keep "$state" examples/trusts.csv \
    >"$top/out" 2>"$said" &
line=$!
tap_wait()
{
	left=1200
	until "$@"; do
		left=$((left - 1))
		[ "$left" -gt 0 ] && kill -0 "$line" || return 1
		sleep 0.1
	done
}
tap_wait grep -q '^logs' "$top/out"
ok "it runs, and archives"
own "$(postgres_bin)/pg_basebackup" -h "$pg/socket" -U postgres \
    -D "$top/base/data" -c fast -X none >"$said" 2>&1
ok "a base backup of it"

moment=$(sql 'select clock_timestamp()')
# shellcheck source=/dev/null
(. "$state/env" && build/bin/sixthkey feed examples/latest-ratings-2021-01.csv \
    && build/bin/sixthkey status --wait) >"$said" 2>&1
ok "it is fed more"
fed=$(sql 'select count(*) from sixthkey.event')
[ "$fed" -gt "$before" ]
ok "and has more"
documents="select md5(string_agg(subject || encode(digest, 'hex'), ',' order by
    subject)) from sixthkey.published_version p where version = (select
    max(version) from sixthkey.published_version n where n.subject = p.subject)"
published=$(sql "$documents")
sql 'select pg_switch_wal()' >"$said"
kill -INT "$line"
wait "$line"

own rm -rf "$pg/data"
own mv "$top/base/data" "$pg/data"
own chmod 700 "$pg/data"
own touch "$pg/data/recovery.signal"
own sh -c "cat >>'$pg/data/postgresql.auto.conf'" <<.
restore_command = 'cp $top/wal/%f %p'
recovery_target_time = '$moment'
recovery_target_action = 'promote'
.

once examples/trusts.csv && [ "$(field balanced)" = true ]
ok "back at that moment the books balance"
[ "$(field accepted)" = "$before" ]
ok "what came later is not there, what was there is not there twice"
once examples/trusts.csv examples/latest-ratings-2021-01.csv &&
    [ "$(field balanced)" = true ] && [ "$(field accepted)" = "$fed" ]
ok "fed again, it has what it had, and the books balance"

env --default-signal=INT ./start --keep "$state" examples/trusts.csv \
    >"$top/out" 2>"$said" &
line=$!
tap_wait grep -q '^logs' "$top/out" &&
    [ "$(sql "$documents")" = "$published" ]
ok "what is published is the same, byte for byte"
# shellcheck source=/dev/null
(. "$state/env" && build/bin/sixthkey check ledger) >"$said" 2>&1
ok "check ledger finds nothing"
kill -INT "$line"
wait "$line"
finish
