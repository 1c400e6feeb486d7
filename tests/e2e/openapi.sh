#!/bin/sh
# openapi.sh - docs/openapi.json is OpenAPI 3.1 as others read it.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/scratch.sh
. tests/npm/ready.sh
npm_needed

npm_bin redocly lint --config tests/npm/redocly.yaml docs/openapi.json \
    >"$said" 2>&1
ok "redocly has nothing to say about docs/openapi.json"
grep -v operationId docs/openapi.json >"$said.json" &&
    ! npm_bin redocly lint --config tests/npm/redocly.yaml "$said.json" \
    >"$said" 2>&1
ok "and would say something"
rm -f "$said.json"
finish
