#!/bin/sh
# long-feed.sh - 50,000 events of a file, with everything killed on the way; and
# a spreadsheet with as many rows as the published one.
cd "$(dirname "$0")/../.." || exit 1
exec env SIXTHKEY_FEED_EVENTS=50000 SIXTHKEY_FEED_ROWS=320000 \
    build/test/e2e/test_feed_kills
