#!/bin/sh
# pages.sh - the manual pages leave nothing out: every verb, every setting, every
# exit code; and the shell offers every verb.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/scratch.sh

bin=build/bin

# PAGE MACRO: those of stdin, a word a line, that the page does not have.
none_missing()
{
	while read -r word; do
		grep -q "^\\.It $2 $word\\( \\|\$\\)" "docs/man/$1" ||
		    echo "$1 has no $word"
	done >"$said"
	[ ! -s "$said" ]
}

# PAGE PROGRAM: its settings.
settings_in()
{
	"$bin/$2" -n | sed 's/ = .*//' | none_missing "$1" Ic
	ok "$1 has every setting of $2"
}

verbs()
{
	"$bin/sixthkey" help 2>/dev/null | sed -n '/^Options/q
	    s/^  \([a-z-]*\) .*/\1/p'
}

[ "$(verbs | wc -l)" -gt 10 ]
ok "there are verbs"
verbs | none_missing sixthkey.1 Cm
ok "sixthkey.1 has every verb"

sed -n 's/.* = \([0-9]*\),.*/\1/p; s/.* = \([0-9]*\)	.*/\1/p' cli/cmd.h |
    while read -r code; do
	grep -q "^\\.It $code\$" docs/man/sixthkey.1 || echo "no $code"
done >"$said"
[ ! -s "$said" ]
ok "sixthkey.1 has every exit code"

settings_in sixthkey-broker.8 sixthkey-broker
settings_in sixthkey-web.8 sixthkey-web
for stage in ingest assessment quality-combination publication; do
	settings_in sixthkey-worker.8 "sixthkey-$stage"
	grep -q "^\\.Nm sixthkey-$stage" docs/man/sixthkey-worker.8
	ok "sixthkey-worker.8 names sixthkey-$stage"
done

# WORDS...: what bash offers behind them.
offered()
{
	bash -c 'eval "$(build/bin/sixthkey completion bash)"
	COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
	_sixthkey
	printf "%s\n" "${COMPREPLY[@]}"' bash "$@" | sort >"$said"
}

offered sixthkey ''
verbs | sort | cmp -s - "$said"
ok "bash offers every verb"
offered sixthkey retry --exc
[ "$(cat "$said")" = --exclude-class ]
ok "bash offers the options of a verb"
offered sixthkey db mi
[ "$(cat "$said")" = migrate ]
ok "bash offers what a verb can do"
offered sixthkey pause qual
[ "$(cat "$said")" = quality-combination ]
ok "bash offers the stages"
offered sixthkey get events -o js
[ "$(tr '\n' ' ' <"$said")" = 'json jsonl ' ]
ok "bash offers the forms"
finish
