#!/bin/sh
# compose-file.sh - docker-compose.yml and Dockerfile as they are written: our
# own rules, the Compose schema, a lint.  What the file does when it runs is
# long-compose.sh's.  The schema and the lint are npm packages, kept in build/;
# without them the tests are skipped.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/scratch.sh

packages=build/npm/node_modules
python=/usr/bin/python3		# Debian's, which has the modules

skip()
{
	tap_n=$((tap_n + 1))
	echo "ok $tap_n - $1 # SKIP $2"
}

# Once: later runs find the packages.
fetch()
{
	[ -e "$packages/.complete" ] && return
	command -v npm >/dev/null || return
	timeout 120 npm install --prefix build/npm --no-audit --no-fund \
	    --ignore-scripts --silent dclint@3.1.0 dockerfilelint@1.8.0 \
	    >"$said" 2>&1 && touch "$packages/.complete"
}

rules()				# FILE [SCHEMA]
{
	"$python" tests/compose/rules.py "$@" >"$said" 2>&1
}

# LABEL PATTERN SED: the file with that fault fails with a line like PATTERN.
found()
{
	sed "$3" docker-compose.yml >"$top/faulty.yml"
	! cmp -s docker-compose.yml "$top/faulty.yml" &&
	    ! rules "$top/faulty.yml" && grep -q "^not ok .*$2" "$said"
	ok "a fault is found: $1"
}

"$python" -c 'import yaml, jsonschema' 2>/dev/null ||
    skip_all "needs python3-yaml and python3-jsonschema"

rules docker-compose.yml
ok "docker-compose.yml keeps our rules"

while IFS='|' read -r label pattern change; do
	found "$label" "$pattern" "$change"
done <<'.'
a name of its own|assessment: a service that has a name|s/^  assessment:$/&\n    container_name: one/
a port of a worker|ingest: a worker has no port|s/^  ingest:$/&\n    ports: ["127.0.0.1:1:1"]/
a port open to all|broker: a worker has no port|s/^  broker:$/&\n    ports: ["7302:7302"]/
a root that is written to|publication: the root|s/^  publication:$/&\n    read_only: false/
rights given back|ingest: no rights|s/^  ingest:$/&\n    cap_add: [NET_ADMIN]/
root|ingest: somebody|s/^  ingest:$/&\n    user: root/
no limits|postgres: processor|s/, pids: 256//
a log without end|broker: the log|s/max-size: 10m, //
a password in the environment|ingest: no password|s/^  PGSERVICEFILE:/  PGPASSWORD: x\n&/
a secret that nobody defines|secrets: exactly|s/^  reader: .*//
a secret that nobody uses|secrets: exactly|s/^  reader: .*/&\n  more: {file: x}/
two programs in one role|no two programs|s/source: ingest,/source: broker,/
another's key|a program has its own key|s/key-ingest:.keys.ingest:ro/key-broker:\/keys\/broker:ro/
a key that can be written|a program has its own key|s/key-ingest:.keys.ingest:ro/key-ingest:\/keys\/ingest/
sockets of files|nobody meets|s/SIXTHKEY_SUBMIT: tcp:...:7302/SIXTHKEY_SUBMIT: ipc:\/\/x/
nobody waits for migrate|migrate waits|s/service_completed_successfully/service_started/
a version|it has a name|s/^name: .*/version: "3"\n&/
a way out|what no port|s/internal: true/internal: false/
.

# What the image is built from: no rule misses a file, nothing includes one of
# a folder that is not there.
mkdir "$top/tree"
sed -n 's/^!//p' .dockerignore | tar -cf - -T - | tar -xf - -C "$top/tree"
(cd "$top/tree" && make -n install) >"$said" 2>&1
ok "no file is missing in the image's build"
(cd "$top/tree" && grep -rhoE --include='*.[ch]' '^#include "[a-z]+/' . |
    sed 's/.*"//; s|/||' | sort -u | while read -r folder; do
	[ -d "$folder" ] || echo "$folder"
done) >"$said"
[ ! -s "$said" ]
ok "no folder is missing in it"

label="docker-compose.yml keeps the Compose schema"
lint="the Dockerfile has no lint"
if fetch; then
	schema=$packages/dclint/schemas/compose.schema.json
	rules docker-compose.yml "$schema"
	ok "$label"
	sed 's/cap_drop/cap_dorp/' docker-compose.yml >"$top/faulty.yml"
	! rules "$top/faulty.yml" "$schema" &&
	    grep -q '^not ok .*schema' "$said"
	ok "a fault is found: a key that is misspelt"
	"$packages/.bin/dockerfilelint" Dockerfile >"$said" 2>&1
	ok "$lint"
else
	skip "$label" "the npm packages are not to be had"
	skip "$lint" "the npm packages are not to be had"
fi

umask 022
deploy/compose/secrets "$top/secrets" && [ "$(stat -c %a "$top/secrets")" = 700 ]
ok "the folder of secrets is closed"
cat "$top"/secrets/* >"$top/before"
deploy/compose/secrets "$top/secrets" && cat "$top"/secrets/* | cmp -s - "$top/before"
ok "a password stays when the script is run again"
[ "$(sed -n 's/^password=//p' "$top/before" | sort -u | grep -Ecx '[0-9a-f]{48}')" \
    -eq "$(find "$top/secrets" -type f | wc -l)" ]
ok "every role has a password of its own"
finish
