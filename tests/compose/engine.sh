# shellcheck shell=sh
# engine.sh - podman as the engine under docker compose, on a machine without
# Docker, systemd or a registry.  Sourced; everything lies below $top, which
# the caller has made.
# shellcheck disable=SC2154	# $top

engine_packages()
{
	dpkg-query -W podman buildah runc netavark aardvark-dns iptables \
	    catatonit mmdebstrap >/dev/null 2>&1 || {
		apt-get update -qq
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
		    --no-install-recommends podman buildah runc netavark \
		    aardvark-dns iptables catatonit mmdebstrap
	}
}

# FILE: put a docker-compose there that is new enough for the file: the
# machine's own, or that of Debian 13, which runs on Debian 12 as it is.
engine_compose()
{
	for own in $(command -v docker-compose) \
	    /usr/libexec/docker/cli-plugins/docker-compose \
	    /usr/lib/docker/cli-plugins/docker-compose; do
		case $("$own" version --short 2>/dev/null) in
		2.[2-9][0-9].*|[3-9].*)
			ln -s "$own" "$1"
			return ;;
		esac
	done
	mkdir -p "$top/apt/lists/partial" "$top/apt/archives/partial"
	cat >"$top/apt/trixie.sources" <<-.
		Types: deb
		URIs: http://deb.debian.org/debian
		Suites: trixie
		Components: main
		Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
	.
	cat >"$top/apt/apt.conf" <<-.
		Dir::Etc::SourceList "$top/apt/trixie.sources";
		Dir::Etc::SourceParts "/dev/null";
		Dir::State::Lists "$top/apt/lists";
		Dir::State::Status "/dev/null";
		Dir::Cache "$top/apt";
		APT::Sandbox::User "root";
	.
	(cd "$top/apt" && export APT_CONFIG="$top/apt/apt.conf" &&
	    apt-get update -qq && apt-get download -qq docker-compose) &&
	    dpkg -x "$top"/apt/docker-compose_*.deb "$top/apt" &&
	    ln -s "$top/apt/usr/libexec/docker/cli-plugins/docker-compose" "$1"
}

# No systemd, no delegated control groups, few rights to raise limits: runc
# with the control groups of the file system is what runs everywhere.
engine_conf()
{
	cat >"$top/containers.conf" <<-.
		[containers]
		default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
		[engine]
		cgroup_manager = "cgroupfs"
		runtime = "runc"
		events_logger = "file"
		[network]
		network_backend = "netavark"
	.
}

# In place of the shell that calls it.
engine_exec()
{
	CONTAINERS_CONF=$top/containers.conf exec podman \
	    --root "$top/storage" --runroot "$top/run" --tmpdir "$top/tmp" \
	    --network-config-dir "$top/networks" --storage-driver "$driver" "$@"
}

engine_podman()
(
	engine_exec "$@"
)

# Make Debian's image, under the name that Dockerfiles call it by.
engine_debian()
{
	mmdebstrap --quiet --variant=minbase bookworm "$top/debian.tar"
}

# Find how containers run here, by running one with a network.
engine_probe()
{
	engine_conf
	for driver in overlay vfs; do
		engine_podman import "$top/debian.tar" \
		    docker.io/library/debian:12-slim &&
		    engine_podman run --rm --init --memory 64m \
		    docker.io/library/debian:12-slim true && return
		engine_wipe
	done
	return 1
}

engine_build()			# NAME FOLDER
{
	CONTAINERS_CONF=$top/containers.conf buildah --root "$top/storage" \
	    --runroot "$top/run" --storage-driver "$driver" bud \
	    --isolation chroot --pull-never -t "$1" "$2"
}

engine_run()			# IMAGE COMMAND...
{
	engine_podman run --rm --network none "$@"
}

# The engine, and what systemd's timers would do: ask after everyone's health.
engine_start()
{
	engine_exec system service --time=0 "unix://$top/engine.sock" \
	    >"$top/engine.log" 2>&1 &
	service=$!
	while sleep 1; do
		for id in $(engine_podman ps -q); do
			engine_podman healthcheck run "$id"
		done
	done >"$top/health.log" 2>&1 &
	health=$!
	await 30 test -S "$top/engine.sock"
}

engine_wipe()
{
	umount "$top/storage/overlay" 2>/dev/null
	rm -rf --one-file-system "$top/storage" "$top/run" "$top/tmp"
}

engine_stop()
{
	kill "$health"
	wait "$health"
	engine_podman rm --all --force --time 0
	engine_podman network prune --force
	kill "$service"
	wait "$service"
} >"$top/stop.log" 2>&1

engine_left()
{
	engine_podman ps -aq
	engine_podman volume ls -q
	engine_podman network ls -q | grep -vx podman
}
