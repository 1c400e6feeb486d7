#!/bin/sh
# long-storm.sh - 1,000 kills and 200 freezes; then poison, 1 in 1,000.
set -u
cd "$(dirname "$0")/../.." || exit 1

said=$(mktemp /var/tmp/chaos-test.XXXXXX) || exit 1
trap 'rm -f "$said"' EXIT
trap 'exit 130' INT TERM HUP
. tests/lib/tap.sh
. tests/lib/chaos.sh

chaos "nothing is lost or doubled under 1,000 kills and 200 freezes" \
    --kills 1000 --freezes 200 --seed 1 --rate 60
chaos "1 in 1,000 kills its worker, every innocent goes through at once" \
    --poison 1000 --faults none --seconds 60 --rate 300 --seed 2
finish
