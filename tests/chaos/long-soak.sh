#!/bin/sh
# long-soak.sh - 30 minutes at full load beside two idle transactions.
set -u
cd "$(dirname "$0")/../.." || exit 1

said=$(mktemp /var/tmp/chaos-test.XXXXXX) || exit 1
trap 'rm -f "$said"' EXIT
trap 'exit 130' INT TERM HUP
. tests/lib/tap.sh
. tests/lib/chaos.sh

# Every event of both lines stays.
room=$(df -Pk /var/tmp | awk 'NR == 2 { print int($4 / 1048576) }')
[ "$room" -ge 60 ] || skip_all "skipped: needs 60 GB in /var/tmp, has $room"

chaos "throughput holds and no record table has a dead tuple" \
    --soak 30 --rate 0
finish
