#!/bin/sh
# long-pages.sh - pages, status and /metrics with 1,000,000 events that wait, and
# with 1,000,000 dead ones.
cd "$(dirname "$0")/../.." || exit 1
exec env SIXTHKEY_PAGES_EVENTS=1000000 build/test/e2e/test_pages
