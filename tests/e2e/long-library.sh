#!/bin/sh
# long-library.sh - 50,000 events by libsixthkey, with broker and ingest killed on
# the way.
cd "$(dirname "$0")/../.." || exit 1
exec env SIXTHKEY_MANY=1 build/test/e2e/test_library
