# shellcheck shell=sh
# scratch.sh - a folder $top of a shell test's own, gone at its end, and its
# results as TAP with $said in there.  Sourced.  Not in /tmp, which may be
# memory; a server under another user can pass through.

top=$(mktemp -d /var/tmp/sixthkey-test.XXXXXX) || exit 1
chmod 711 "$top"
trap 'rm -rf "$top"' EXIT
trap 'exit 130' INT TERM HUP
said=$top/said
. tests/lib/tap.sh
