# shellcheck shell=sh
# packages.sh - what the two commands need from Debian, and how they get it.
# Sourced; the caller has a function say() that tells the user something.

# shellcheck disable=SC2034	# for the caller
packages_build="gcc libc6-dev make libzmq3-dev libprotobuf-c-dev \
protobuf-c-compiler libpq-dev libssl-dev libsodium-dev libjansson-dev zlib1g-dev \
libzip-dev libexpat1-dev libmicrohttpd-dev"
# shellcheck disable=SC2034
packages_test="libcmocka-dev shellcheck libtap-parser-sourcehandler-pgtap-perl \
python3-yaml python3-jsonschema pkg-config mandoc"

# The folder of the newest PostgreSQL server's programs, or nothing.
postgres_bin()
{
	for dir in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t/ -k5nr)
	do
		if [ -x "$dir/initdb" ]; then
			echo "$dir"
			return
		fi
	done
	if command -v initdb >/dev/null; then
		dirname "$(readlink -f "$(command -v initdb)")"
	fi
}

# Those of the packages $@ that are not installed.
packages_missing()
{
	for package; do
		case $(dpkg-query -W -f '${db:Status-Status}' "$package" \
		    2>/dev/null) in
		installed)	;;
		*)		echo "$package" ;;
		esac
	done
}

# Debian's server package makes and starts a cluster of its own where this is
# not said before it is installed.  What is there already stays as it was.
packages_apt()
(
	folder=/etc/postgresql-common/createcluster.d
	setting=$folder/zz-sixthkey.conf
	umask 022
	# shellcheck disable=SC2064	# the paths are meant as they are now
	trap "rm -f $setting; rmdir $folder /etc/postgresql-common \
	    2>/dev/null || :" EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	mkdir -p "$folder"
	echo 'create_main_cluster = false' >"$setting"
	export DEBIAN_FRONTEND=noninteractive
	said=$( (apt-get update -qq; apt-get install -y -qq \
	    --no-install-recommends -o Dpkg::Use-Pty=0 "$@") 2>&1) || {
		echo "$said" >&2
		return 1
	}
)

# Install what is missing of $@, as root or with sudo; say what and why first.
packages_install()
{
	missing=$(packages_missing "$@" | tr '\n' ' ')
	missing=${missing% }
	[ -n "$missing" ] || return 0
	say "installing Debian packages to build and run: $missing"
	if [ "$(id -u)" -eq 0 ]; then
		# shellcheck disable=SC2086	# a list of words
		packages_apt $missing
	elif command -v sudo >/dev/null; then
		say "this needs root: using sudo"
		# shellcheck disable=SC2086
		sudo sh -c '. "$1"; shift; packages_apt "$@"' sh \
		    "$PWD/deploy/local/packages.sh" $missing
	else
		say "not root, and there is no sudo.  As root, run:" \
		    "apt-get install --no-install-recommends $missing"
		return 1
	fi
}

# The server is wanted as a program, whoever installed it.
packages_server()
{
	[ -n "$(postgres_bin)" ] || echo postgresql
}

# The schema's own tests, for the server that is or will be there.
packages_pgtap()
{
	case $(postgres_bin) in
	/usr/lib/postgresql/*/bin)
		postgres_bin | sed 's|.*/\([0-9]*\)/bin|postgresql-\1-pgtap|' ;;
	'')	echo postgresql-15-pgtap ;;
	esac
}
