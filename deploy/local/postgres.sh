# shellcheck shell=sh
# postgres.sh - a private PostgreSQL: its own data, its own socket in a folder
# that nobody else can enter, no port, no system service.
# Sourced, after packages.sh.  The server refuses to run as root; then it runs
# as a system user that has no other rights here.

postgres_roles="owner broker ingest assessment combination publication reader \
operator web console"

# Who the server runs as.  Empty: as we are.
postgres_user()
{
	[ "$(id -u)" -eq 0 ] || return 0
	if getent passwd postgres >/dev/null; then
		echo postgres
	else
		echo nobody
	fi
}

# The words in front of a command that make it that user's, and end it when
# its parent ends.
postgres_as()
{
	user=$(postgres_user)
	echo "setpriv ${user:+--reuid=$user --regid=$(id -g "$user")}" \
	    "${user:+--clear-groups} --pdeathsig QUIT --"
}

# DIR: make the data folder DIR/data and the socket's, DIR/socket, unless they
# are there.  DIR is the server's own from then on.
postgres_init()
{
	dir=$1
	[ ! -e "$dir/data/PG_VERSION" ] || return 0
	user=$(postgres_user)
	as=$(postgres_as)
	[ -z "$user" ] || chown "$user:$(id -g "$user")" "$dir"
	chmod 700 "$dir"
	# A folder made by an initdb that was cut short is no use to anyone.
	rm -rf "$dir/data.new"
	# shellcheck disable=SC2086	# a list of words
	said=$($as env -C / "$(postgres_bin)/initdb" --pgdata="$dir/data.new" \
	    --username=postgres --auth=peer --encoding=UTF8 --locale=C \
	    --data-checksums --no-instructions 2>&1) || {
		echo "$said" >&2
		return 1
	}
	echo 'local all all peer map=sixthkey' >"$dir/data.new/pg_hba.conf"
	postgres_map "$(id -un)" >"$dir/data.new/pg_ident.conf"
	cat >>"$dir/data.new/postgresql.conf" <<-.
		listen_addresses = ''
		max_connections = 60
		shared_buffers = 256MB
		max_wal_size = 2GB
		password_encryption = 'scram-sha-256'
	.
	mkdir "$dir/socket"
	[ -z "$user" ] || chown "$user:$(id -g "$user")" "$dir/socket"
	mv "$dir/data.new" "$dir/data"
}

# USER: which roles the person USER of this machine may be.
postgres_map()
{
	echo "sixthkey $1 postgres"
	for role in $postgres_roles; do
		echo "sixthkey $1 sixthkey_$role"
	done
}

# DIR ROLE: where a program connects.
postgres_conninfo()
{
	echo "host=$1/socket dbname=sixthkey user=sixthkey_$2"
}

# DIR SQL: asked of the server itself.
postgres_ask()
{
	"$(postgres_bin)/psql" -X -A -t -q -h "$1/socket" -U postgres \
	    -d postgres -c "$2" 2>/dev/null
}

# DIR: wait until the server takes what is written, for at most a minute: while
# a backup is restored it answers, and is only read.
postgres_await()
{
	tenths=600
	until [ "$(postgres_ask "$1" 'select pg_is_in_recovery()')" = f ]; do
		tenths=$((tenths - 1))
		[ "$tenths" -gt 0 ] || return 1
		sleep 0.1
	done
}

# DIR: the owner's role and database, unless they are there.
postgres_database()
{
	"$(postgres_bin)/psql" -X -q -v ON_ERROR_STOP=1 -h "$1/socket" \
	    -U postgres -d postgres -f deploy/local/database.sql
}
