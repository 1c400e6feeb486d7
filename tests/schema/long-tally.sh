#!/bin/sh
# long-tally - a look at the books with 1,000,000 events waiting.
set -u
cd "$(dirname "$0")/../.." || exit 1
SIXTHKEY_TALLY_EVENTS=1000000 exec build/test/schema/test_tally
