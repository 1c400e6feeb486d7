#!/bin/sh
# alerts.sh - alerts fire when they should and only then; alerts and board name
# the metrics of the list and no others.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/scratch.sh

list=deploy/prometheus/metrics.txt
python=/usr/bin/python3

named()
{
	grep -oh 'sixthkey_[a-z0-9_]*' "$@" | sed 's/_bucket$//' | sort -u
}

named "$list" >"$top/list"
[ "$(wc -l <"$top/list")" -ge 20 ]
ok "the list has at least 20 figures"
for file in deploy/prometheus/sixthkey.rules.yml \
    deploy/prometheus/sixthkey.test.yml deploy/grafana/sixthkey.json; do
	named "$file" | comm -23 - "$top/list" >"$said"
	[ ! -s "$said" ]
	ok "$file names metrics of the list alone"
done
named deploy/grafana/sixthkey.json | comm -13 - "$top/list" >"$said"
[ ! -s "$said" ]
ok "the board shows every figure"
"$python" deploy/grafana/board.py <"$list" >"$top/board" 2>"$said" &&
    diff "$top/board" deploy/grafana/sixthkey.json >"$said"
ok "the board is what the script makes of the list"

if command -v promtool >/dev/null; then
	promtool check rules deploy/prometheus/sixthkey.rules.yml >"$said" 2>&1
	ok "promtool takes the alerts"
	promtool test rules deploy/prometheus/sixthkey.test.yml >"$said" 2>&1
	ok "the alerts fire when they should and only then"
else
	tap_n=$((tap_n + 1))
	echo "ok $tap_n # SKIP no promtool"
fi
finish
