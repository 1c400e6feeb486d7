#!/bin/sh
# long-fresh.sh - a new user's machine: a bare Debian 12 in a folder, the
# checkout copied in, ./check and ./start --once as that user would run them;
# once as root, once as a plain user with sudo.  Needs root, mmdebstrap and the
# network.
set -u
cd "$(dirname "$0")/../.." || exit 1

top=$(mktemp -d /var/tmp/fresh.XXXXXX) || exit 1
trap 'rm -rf --one-file-system "$top"' EXIT
trap 'exit 130' INT TERM HUP
said=$top/said
. tests/lib/tap.sh

[ "$(id -u)" -eq 0 ] || skip_all "needs root to make a root folder"
command -v mmdebstrap >/dev/null ||
    apt-get install -y -qq --no-install-recommends mmdebstrap >/dev/null 2>&1 ||
    skip_all "no mmdebstrap"

mmdebstrap --quiet --mode=root --variant=minbase --include=sudo bookworm \
    "$top/base.tar" >"$said" 2>&1 || skip_all "no Debian to be had"

home()
{
	[ "$1" = root ] && echo /root || echo "/home/$1"
}

# ROOT USER COMMAND: in its own process and mount space, which end with it.
inside()
{
	# shellcheck disable=SC2016	# for the shell inside
	unshare --mount --pid --fork --kill-child sh -c '
		root=$1 user=$2
		mount -t proc proc "$root/proc" &&
		mount --rbind /dev "$root/dev" &&
		cp /etc/resolv.conf "$root/etc/resolv.conf" &&
		exec chroot "$root" env -i PATH="$PATH" HOME="$4" \
		    TERM=dumb runuser -u "$user" -- sh -c "$3"' \
	    sh "$1" "$2" "cd ~/sixthkey && $3" "$(home "$2")" >"$top/out" 2>"$said"
}

# ROOT USER: unpack a machine with the checkout in the user's hands.
machine()
{
	mkdir "$1"
	tar -xf "$top/base.tar" -C "$1"
	chroot "$1" useradd -m "$2" 2>/dev/null
	echo "$2 ALL=(ALL) NOPASSWD: ALL" >"$1/etc/sudoers.d/$2"
	at=$1$(home "$2")
	mkdir -p "$at/sixthkey"
	tar -cf - --exclude=./build . | tar -xf - -C "$at/sixthkey"
	chroot "$1" chown -R "$2:" "$(home "$2")"
}

# ROOT USER: both commands, each said by its last line.
both()
{
	began=$(date +%s)
	inside "$1" "$2" ./check
	grep -A 20 FAILED "$top/out" >>"$said"
	tail -n 1 "$top/out" | grep -Eqx '[1-9][0-9]* passed, 0 failed(, .*)?'
	ok "./check on a fresh machine as $2"
	echo "# $(tail -n 1 "$top/out"), $(($(date +%s) - began)) s"

	inside "$1" "$2" './start --once --json' &&
	    tail -n 1 "$top/out" | grep -q '"balanced": *true'
	ok "./start --once as $2"
	echo "# $(tail -n 1 "$top/out")"

	[ -z "$(ls "$1/etc/postgresql/15" 2>/dev/null)" ]
	ok "no cluster was made as $2"
	[ ! -e "$1/etc/postgresql-common/createcluster.d" ]
	ok "Debian's settings are as they were as $2"
	[ -z "$(ls "$1/var/tmp")" ]
	ok "nothing is left behind as $2"

	began=$(date +%s)
	inside "$1" "$2" './start --once --json' &&
	    [ $(($(date +%s) - began)) -lt 60 ]
	ok "a second start as $2 is fast"
	echo "# $(($(date +%s) - began)) s"
}

machine "$top/root" root
both "$top/root" root

# Beside a PostgreSQL that serves somebody else.
# shellcheck disable=SC2016
inside "$top/root" root 'pg_createcluster 15 main --start &&
    pid=$(head -n 1 /var/lib/postgresql/15/main/postmaster.pid) &&
    ./start --once --json &&
    [ "$pid" = "$(head -n 1 /var/lib/postgresql/15/main/postmaster.pid)" ] &&
    pg_isready -q && pg_ctlcluster 15 main stop'
ok "./start leaves a PostgreSQL service alone"

machine "$top/plain" newcomer
both "$top/plain" newcomer

finish
