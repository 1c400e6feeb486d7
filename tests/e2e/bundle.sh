#!/bin/sh
# bundle.sh - what doctor --bundle packs is complete, and holds none of the
# secrets that lie about.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/scratch.sh

mkdir "$top/log"
cat >"$top/log/web.log" <<'LOG'
{"did":"asked","header":"Authorization: Bearer planted-bearer"}
{"did":"asked","token":"sk_0123456789ab_00000000planted0000000"}
cannot connect: host=db password=planted-in-log user=sixthkey
an honest line
LOG
printf 'secret = 00planted00\nname = x\n' >"$top/log/key.log"
cat >"$top/worker.conf" <<'CONF'
db = host=/nowhere password=planted-in-settings
CONF
chmod 600 "$top/worker.conf"

SIXTHKEY_LOGS=$top/log PGPASSWORD=planted-in-environment \
    SIXTHKEY_DB='host=/nowhere password=planted-in-conninfo' \
    build/bin/sixthkey doctor "--bundle=$top/b.tar.gz" >"$said" 2>&1
ok "a bundle is written"
grep -q 'Next:  tar' "$said"
ok "and what to do next is said"
[ "$(stat -c %a "$top/b.tar.gz")" = 600 ]
ok "only its owner may read it"
tar -tzf "$top/b.tar.gz" >"$top/list"
for part in version doctor settings status.json environment aside schema \
    log-web.log; do
	grep -q "/$part\$" "$top/list"
	ok "it holds $part"
done
tar -xzOf "$top/b.tar.gz" >"$top/all"
grep -n planted "$top/all" | grep -v 'sk_' >"$said"
[ ! -s "$said" ]
ok "no planted secret is in it"
grep -q 'an honest line' "$top/all" && grep -q 'SIXTHKEY_DB=host=/nowhere' \
    "$top/all"
ok "and what is no secret is"

# What one program was started with shows where it came from, not the secret.
build/bin/sixthkey config show assessment --origin -c "$top/worker.conf" \
    >"$said" 2>&1 && grep -q "$top/worker.conf:1" "$said" &&
    ! grep -q planted "$said"
ok "settings say where they came from, without secrets"
finish
