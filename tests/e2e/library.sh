#!/bin/sh
# library.sh - what make install puts there of libsixthkey is enough for another
# program, and shows no names but those of its header.
set -u
cd "$(dirname "$0")/../.." || exit 1
dir=$(mktemp -d "${TMPDIR:-/tmp}/library.XXXXXX")
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM HUP
n=0 bad=0

# NAME COMMAND...: one line of TAP.
try()
{
	n=$((n + 1)) name=$1
	shift
	if said=$("$@" 2>&1); then
		echo "ok $n - $name"
	else
		bad=1
		echo "not ok $n - $name"
		printf '%s\n' "$said" | sed 's/^/# /'
	fi
}

lib=$dir/usr/local/lib
export PKG_CONFIG_PATH="$lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$dir"

# FLAGS OF nm: other names than the header's.
only_ours()
{
	declared=$(grep SIXTHKEY_API "$dir/usr/local/include/sixthkey.h" |
	    grep -o 'sixthkey_[a-z_]*(' | tr -d '(' | sort -u)
	shown=$(nm "$@" --defined-only | awk 'NF == 3 { print $3 }' | sort -u)
	[ "$declared" = "$shown" ] || {
		printf 'declared:\n%s\nshown:\n%s\n' "$declared" "$shown"
		return 1
	}
}

# Nothing that it could keep between calls, or share between threads.
stateless()
{
	size -A "$1" | awk '
	/^(\.data|\.bss|\.tdata|\.tbss) / { seen++; bytes += $2 }
	END { print seen + 0 " sections, " bytes + 0 " bytes"
	    exit !seen || bytes > 0 }'
}

# OUTPUT FLAGS...: build the example as its first lines say.
example()
{
	out=$1
	shift
	# shellcheck disable=SC2046	# a list of flags
	cc -std=c11 -Wall -Werror examples/submit.c $(pkg-config --cflags \
	    sixthkey) -o "$out" "$@"
}

# PROGRAM: runs, and says what is wrong with its arguments.
runs()
{
	said=$(LD_LIBRARY_PATH=$lib "$1" tcp://127.0.0.1:1 RGT good 2>&1)
	[ $? -eq 3 ] && case $said in
	*'without a key'*)	;;
	*)			echo "$said"; return 1 ;;
	esac
}

try "install" make -s install DESTDIR="$dir"
try "the shared library shows only its header's names" \
    only_ours -D "$lib/libsixthkey.so"
try "the static library shows only its header's names" \
    only_ours -g "$lib/libsixthkey.a"
try "it has no state of its own" stateless build/lib/sixthkey.o
# shellcheck disable=SC2046	# a list of flags
try "the example builds with the shared library" \
    example "$dir/shared" $(pkg-config --libs sixthkey)
# shellcheck disable=SC2046	# a list of flags
try "the example builds with the static library" example "$dir/static" \
    "$lib/libsixthkey.a" \
    $(pkg-config --libs libzmq libprotobuf-c libsodium libcrypto)
try "it runs, shared" runs "$dir/shared"
try "it runs, static" runs "$dir/static"
! command -v c++ >/dev/null || try "the header is C++ too" sh -c "echo '#include <sixthkey.h>' |
    c++ -x c++ -fsyntax-only -Wall -Werror -I $dir/usr/local/include -"
echo "1..$n"
exit $bad
