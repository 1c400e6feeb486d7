#!/bin/sh
# chaos.sh - a short storm over a real line, poison, and a look at whether the
# judge is awake.
set -u
cd "$(dirname "$0")/../.." || exit 1

said=$(mktemp /var/tmp/chaos-test.XXXXXX) || exit 1
trap 'rm -f "$said"' EXIT
trap 'exit 130' INT TERM HUP
. tests/lib/tap.sh
. tests/lib/chaos.sh

chaos "nothing is lost or doubled under 12 kills and 3 freezes" \
    --kills 12 --freezes 3 --seed 1
chaos "with a full disk nobody is told accepted, with room again all are" \
    --full-disk --rate 200
chaos "poison ends in quarantine or aside, no innocent suffers" \
    --poison 400 --faults none --seconds 8 --rate 250 --seed 3
chaos "the judge finds every planted wrong" \
    --plants --faults none --seconds 3 --rate 200
finish
