#!/bin/sh
# long-http.sh - 50,000 events over HTTP, with everything killed on the way.
cd "$(dirname "$0")/../.." || exit 1
exec env SIXTHKEY_HTTP_EVENTS=50000 build/test/e2e/test_http_kills
