#!/bin/sh
# long-compose.sh - docker-compose.yml for real: images built from Debian's
# packages, no registry; podman in the place of the engine; a line scaled up,
# fed, scaled down and ended.  Needs root and the network; everything lies in
# one folder that goes away.
set -u
cd "$(dirname "$0")/../.." || exit 1

top=$(mktemp -d /var/tmp/compose.XXXXXX) || exit 1
said=$top/said
service='' health='' driver=vfs
# Of this machine, for the console and for events.
SIXTHKEY_CONSOLE_PORT=$((20000 + $$ % 10000))
SIXTHKEY_HTTP_PORT=$((SIXTHKEY_CONSOLE_PORT + 1))
export SIXTHKEY_CONSOLE_PORT SIXTHKEY_HTTP_PORT
. tests/lib/tap.sh
. tests/compose/engine.sh

leave()
{
	trap '' INT TERM HUP
	[ -z "$service" ] || engine_stop
	engine_wipe
	rm -rf --one-file-system "$top"
}
trap leave EXIT
trap 'exit 130' INT TERM HUP

# COMMAND...: what it says is shown where the test after it fails.
hear()
{
	"$@" >"$said" 2>&1
}

compose()
{
	DOCKER_HOST=unix://$top/engine.sock "$top/docker-compose" \
	    --project-directory "$top/tree" "$@"
}

# What compose makes of the file with one sed script run over it.
twisted()
{
	sed "$1" docker-compose.yml >"$top/tree/twisted.yml"
	hear compose -f "$top/tree/twisted.yml" config -q
}

running()			# SERVICE COUNT: so many are up
{
	[ "$(compose ps -q --status running "$1" | wc -l)" -eq "$2" ]
}

# One value of a JSON object on one line.
field()
{
	tail -n 1 "$said" | sed -n "s/.*\"$1\" *: *\\([0-9a-z]*\\).*/\\1/p"
}

# Nothing waits any more and the books balance: $said ends with the ledger,
# which says more than an exit status that came through podman.
settled()
{
	hear compose run --rm -T cli status --wait --json
	[ "$(field balanced)" = true ]
}

# As a person with a browser: $said ends with the first page.
signed_in()
{
	page=http://localhost:$SIXTHKEY_CONSOLE_PORT
	hear curl -sSf -c "$top/jar" "$page/signin" || return
	token=$(sed -n 's/.* name="token" value="\([^"]*\)".*/\1/p' "$said")
	tr -d '\n' <"$top/tree/secrets/admin" >"$top/typed"
	hear curl -sSf -b "$top/jar" -c "$top/jar" --data-urlencode \
	    "token=$token" -d name=admin --data-urlencode \
	    "password@$top/typed" "$page/signin" &&
	    hear curl -sSf -b "$top/jar" "$page/" &&
	    grep -q '<h1>Pipeline</h1>' "$said"
}

scale_two()
{
	compose up -d --no-build --no-recreate --scale assessment=2
}

since()				# SECONDS-SINCE-EPOCH LABEL
{
	echo "# $2: $(($(date +%s) - $1)) s"
}

[ "$(id -u)" -eq 0 ] || skip_all "needs root to run containers"
command -v curl >/dev/null || skip_all "no curl"
hear engine_packages || skip_all "no podman to be had"
hear engine_compose "$top/docker-compose" ||
    skip_all "needs docker-compose 2.20 or later: $(tail -n 1 "$said")"

mkdir "$top/tree"
tar -cf - --exclude=./build --exclude=./.git --exclude=./secrets . |
    tar -xf - -C "$top/tree"
"$top/tree/deploy/compose/secrets"
# Bookworm's podman is older than this key, and compose refuses it there.
sed -i '/start_interval:/d' "$top/tree/docker-compose.yml"

hear compose -f docker-compose.yml config -q
ok "compose takes the file as it is"
hear compose config -q
ok "compose takes the file as it is run here"
! twisted 's/cap_drop/cap_dorp/'
ok "compose refuses a key that is misspelt"
! twisted 's/source: owner,/source: nobody,/'
ok "compose refuses a secret that is not defined"

began=$(date +%s)
hear engine_debian || skip_all "no Debian to be had"
since "$began" "a bare Debian"
hear engine_probe ||
    skip_all "podman cannot run containers here: $(tail -n 1 "$said")"
echo "# containers on $driver"
began=$(date +%s)
hear engine_build docker.io/library/sixthkey:local "$top/tree"
ok "the image is built"
since "$began" "our image"
began=$(date +%s)
hear engine_build docker.io/library/postgres:15-bookworm tests/compose/postgres
ok "an image of PostgreSQL is built"
since "$began" "PostgreSQL's image"

for program in broker ingest assessment quality-combination publication; do
	hear engine_run docker.io/library/sixthkey:local "sixthkey-$program" -V
	ok "sixthkey-$program starts in its image"
done
hear engine_run docker.io/library/sixthkey:local id -u
[ "$(cat "$said")" = 10001 ]
ok "nobody is root in it"

hear engine_start
ok "the engine answers"
began=$(date +%s)
hear compose up -d --no-build --scale assessment=4
ok "up -d --scale assessment=4"
since "$began" "up"
hear compose ps -a
for service_count in postgres:1 broker:1 ingest:1 assessment:4 \
    quality-combination:1 publication:1 web:1; do
	await 30 running "${service_count%:*}" "${service_count#*:}"
	ok "$service_count running"
done

await 30 signed_in
ok "admin signs in at the console with the password of secrets/admin"
hear curl -sSf "http://localhost:$SIXTHKEY_HTTP_PORT/readyz"
ok "the door for events is ready"

began=$(date +%s)
hear compose run --rm -T demo
ok "examples/ are fed"
settled && [ "$(field accepted)" -gt 0 ]
ok "the line comes to rest, and the books balance"
since "$began" "feed and settle"
echo "# $(tail -n 1 "$said")"

hear compose run --rm -T -e SIXTHKEY_KEY= demo
grep -q 'without a key' "$said" && ! grep -q 'accepted' "$said"
ok "who has no key submits nothing"

hear compose run --rm -T operator db status
! grep -q 'authentication failed' "$said" && grep -q '0000-versions' "$said"
ok "the operator reaches the database"

hear scale_two && await 30 running assessment 2
ok "scaled down to two"

for victim in broker postgres; do
	hear compose kill -s KILL "$victim" && hear scale_two &&
	    await 30 settled
	ok "$victim: killed, and back"
done
accepted=$(field accepted)
hear compose run --rm -T demo && grep -q "duplicate $accepted " "$said" &&
    settled && [ "$(field accepted)" -eq "$accepted" ]
ok "the same files again change nothing, and the books balance"

rm "$top/tree/secrets/reader"
"$top/tree/deploy/compose/secrets"
! settled
ok "a password that the database does not know is refused"
hear compose restart postgres && await 30 settled
ok "a restart tells it"

hear compose run --rm -T operator people revoke admin --reason "a drill" &&
    hear compose up -d --no-build --no-recreate --scale assessment=2 &&
    ! signed_in
ok "admin is revoked, and does not come back by another up"

hear compose logs --no-color
sed -n 's/^password=//p' "$top"/tree/secrets/* >"$top/passwords"
cat "$top/tree/secrets/admin" >>"$top/passwords"
engine_podman run --rm -v sixthkey_key-broker:/keys \
    docker.io/library/sixthkey:local cat /keys/broker.key |
    sed -n 's/^secret = //p' >>"$top/passwords"
[ "$(sort -u "$top/passwords" | wc -l)" -eq 12 ]
ok "there are ten passwords of the database, admin's, and a secret key"
[ -s "$top/passwords" ] && ! grep -qFf "$top/passwords" "$said"
ok "no log holds a password or a secret key"

began=$(date +%s)
hear compose stop
ok "stop"
since "$began" "stop"
hear compose ps -a --format '{{.Service}} {{.ExitCode}}'
! grep -v ' 0$' "$said"
ok "everything drained and ended with 0"
hear compose down -v
ok "down -v"
[ -z "$(engine_left)" ]
ok "nothing is left"
finish
