#!/bin/sh
# long-sim.sh - ten times as many schedules of the simulator, and other ones.
set -u
cd "$(dirname "$0")/../.." || exit 1

said=$(mktemp /var/tmp/sim-test.XXXXXX) || exit 1
trap 'rm -f "$said"' EXIT
trap 'exit 130' INT TERM HUP
. tests/lib/tap.sh

SIM_RUNS=100000 build/test/broker/test_sim >"$said" 2>&1
ok "a million schedules"
SIM_RUNS=5000 build/san/test/broker/test_sim >"$said" 2>&1
ok "fifty thousand with sanitizers"
finish
