#!/bin/sh
# console.sh - the console and the public pages in Chromium, on a line of
# ./start: axe-core has nothing to say, figures move, forms work with and without
# JavaScript, a second person carries an award, and the console alone shows why
# something is late.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
. tests/npm/ready.sh
npm_needed
chromium=$(command -v chromium) || skip_all "no chromium"
command -v psql >/dev/null || skip_all "no psql"

top=$(mktemp -d /var/tmp/console-test.XXXXXX) || exit 1
chmod 711 "$top"
pid=''
# shellcheck disable=SC2317	# the trap calls it
stop()
{
	[ -z "$pid" ] || kill "$pid" 2>/dev/null
	[ -z "$pid" ] || wait "$pid"
	rm -rf "$top"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP
said=$top/said

running()
{
	grep -q '^logs' "$top/out" || ! kill -0 "$pid" 2>/dev/null
}
./start --keep "$top/state" >"$top/out" 2>"$said" &
pid=$!
await 300 running && grep -q '^logs' "$top/out"
ok "the line runs"
[ "$tap_bad" -eq 0 ] || finish

# Who may sign in, and where.
base=$(sed -n 's/^console  \([^ ]*\) .*/\1/p' "$top/out")
password=$(sed -n 's/.*sign in: demo . \([0-9a-f]*\).*/\1/p' "$top/out")

database()
{
	PGOPTIONS='-c search_path=sixthkey' psql -q -v ON_ERROR_STOP=1 \
	    -h "$(readlink -f "$top/state/pg")/socket" -U postgres sixthkey
}

# A trust with a report that nobody has approved, two that merged, and 120 events
# that a worker could not take.
trust=RGT
# shellcheck disable=SC1091	# written by ./start
. "$top/state/env"
cat >"$top/draft.jsonl" <<-.
	{"specversion":"1.0","id":"1","source":"/inspections/drill","type":"uk.sixthkey.inspection.reported.v1","subject":"$trust","data":{"report":{"rated":"2026-02-26","cell":[{"question":"safe","rating":"good"}]}}}
	{"specversion":"1.0","id":"1","source":"/files/kin","type":"uk.sixthkey.organisation.succeeded.v1","subject":"RA7","data":{"succession":{"other":"RA3","is":"predecessor","on":"2020-04-01"}}}
	{"specversion":"1.0","id":"2","source":"/files/kin","type":"uk.sixthkey.organisation.succeeded.v1","subject":"RA3","data":{"succession":{"other":"RA7","is":"successor","on":"2020-04-01"}}}
.
build/bin/sixthkey feed "$top/draft.jsonl" >"$said" 2>&1 &&
    build/bin/sixthkey status --wait >>"$said" 2>&1
ok "a report waits for its approval"
database >"$said" 2>&1 <<-.
	with old as (
	    select * from event where source like '/files/%'
	    order by event_id limit 1
	), new as (
	    insert into event (kind, worker, source, source_id, subject,
		digest, payload)
	    select kind, worker, '/drill', g, subject, digest, payload
	    from old cross join generate_series(1, 120) g
	    returning event_id)
	insert into aside (stage, event_id, verdict, attempt, error)
	select 2, event_id, 3, 5, 'the register was closed to ' || event_id
	from new;
	insert into source_number values ('/inspections/drill', 1, '$trust'),
	    ('/inspections/drill', 3, '$trust');
.
ok "120 events are put aside"
build/bin/sixthkey keys new token --source /inspections/drill >"$said" 2>&1
ok "a source has a token"

# A script of tests/npm, and each of its results as one of ours.
browse()
{
	script=$1
	shift
	printf '%s\n' "$password" | timeout 400 node "tests/npm/$script" \
	    "$base" demo "$chromium" "$@" >"$top/tap" 2>"$said"
	status=$?
	grep '^#' "$top/tap" >>"$said"
	while read -r word rest; do
		case $word in
		ok)	true; ok "${rest#*- }" ;;
		not)	false; ok "${rest#*- }" ;;
		esac
	done <"$top/tap"
	[ "$status" -eq 0 ] && grep -q '^1\.\.' "$top/tap"
	ok "nothing else went wrong in the browser of $script"
}
browse console.js "$trust"
browse public.js "$top/state/site" "$trust" RA4

# Who else works here, and a table that takes no event of one source before it
# was put aside.
for who in olga:operator rita:reviewer omar:approver; do
	printf '%s\n' "$password" | build/bin/sixthkey people add "${who%:*}" \
	    --role "${who#*:}" --reason "a drill" >"$said" 2>&1
	ok "${who%:*} may sign in as ${who#*:}"
done
database >"$said" 2>&1 <<-.
	create function refuse() returns trigger language plpgsql
	    security definer set search_path = sixthkey as \$\$
	begin
		if exists (select from event where event_id = new.event_id
		    and source = '/files/dead-letter') and not exists
		    (select from aside where event_id = new.event_id) then
			raise exception 'the register was closed that day'
			    using errcode = '22003';
		end if;
		return new;
	end \$\$;
	create trigger refuse before insert on assessment
	    for each row execute function refuse();
.
ok "one event will be refused"
browse drills.js
finish
