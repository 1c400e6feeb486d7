#!/bin/sh
# long-backlog.sh - a start over 20 million settled and 1 million waiting, or as
# many as SIXTHKEY_SETTLED and SIXTHKEY_WAITING say.
set -u
cd "$(dirname "$0")/../.." || exit 1

said=$(mktemp /var/tmp/backlog-test.XXXXXX) || exit 1
trap 'rm -f "$said"' EXIT
trap 'exit 130' INT TERM HUP
. tests/lib/tap.sh

room=$(df -Pk /var/tmp | awk 'NR == 2 { print int($4 / 1048576) }')
[ "$room" -ge 40 ] || skip_all "skipped: needs 40 GB in /var/tmp, has $room"

: "${SIXTHKEY_SETTLED:=20000000}" "${SIXTHKEY_WAITING:=1000000}"
export SIXTHKEY_SETTLED SIXTHKEY_WAITING

build/test/e2e/test_backlog >"$said" 2>&1
ok "the first message within 2 s, the broker under 256 MB"
grep "^# " "$said"
finish
